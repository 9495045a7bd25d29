"""Tokens with their meaning: phrases of the directory joined to one lexeme, sentence stops told from other dots."""

from __future__ import annotations

from typing import Literal, NamedTuple

from mediaaudit.model.directory import Agency

from .lexicon import Lexicon, Meaning, extend_key
from .shape import is_camel, is_caseless
from .tokens import Token, tokenize

LexemeKind = Literal["word", "mark", "address", "handle", "term", "stop"]
_NOTHING: Meaning = {}
_STOPS = frozenset("!?…。！？")
_PARTING = frozenset("/|()")
_SHORT = 4  # letters: an organisation's name of so few is a common word when not written in capitals
_AGENCIES = ("wire", "distributor", "government")


class Lexeme(NamedTuple):
    """One or more tokens; ``meaning`` maps the roles that a term may play to the organisation it names."""

    kind: LexemeKind
    text: str
    key: str
    start: int
    end: int
    gap: bool
    meaning: Meaning = _NOTHING

    @property
    def agency(self) -> Agency | None:
        """The organisation that the lexeme names, if it can name one."""
        return self.meaning.get("org")


def read_lexemes(text: str, lexicon: Lexicon) -> list[Lexeme]:
    """Read a folded line; one pass, with one look-up a token and a few more where a phrase begins."""
    tokens = tokenize(text, lexicon.tlds)
    lexemes: list[Lexeme] = []
    phrases, plain = lexicon.phrases, text.isascii()
    i = 0
    while i < len(tokens):
        token = tokens[i]
        found = _phrase(tokens, i, lexicon) if token.key in phrases else None
        if found is not None:
            meaning, after = found
            end = tokens[after - 1].end
            lexemes.append(Lexeme("term", text[token.start : end], token.key, token.start, end, token.gap, meaning))
            i = after
            continue
        i += 1
        if not plain and token.kind == "word" and not token.text.isascii() and is_caseless(token.text):
            lexemes.extend(_without_suffix(token, lexicon))
            continue
        kind: LexemeKind = token.kind
        if kind == "mark":
            if token.text == ":":
                _part_cue(lexemes, lexicon)
            elif _is_stop(tokens, i - 1, lexicon):
                kind = "stop"
        lexemes.append(Lexeme(kind, token.text, token.key, token.start, token.end, token.gap))
    return lexemes


def _phrase(tokens: list[Token], i: int, lexicon: Lexicon) -> tuple[Meaning, int] | None:
    """Find the longest phrase that begins at a token: its meaning and the token after it."""
    best: tuple[Meaning, int] | None = None
    key = ""
    for j in range(i, len(tokens)):
        token = tokens[j]
        if j > i and token.key in "-." and not _tied(tokens, j, lexicon):
            break
        key = extend_key(key, token)
        if key not in lexicon.phrases:
            break
        meaning = lexicon.meaning(key)
        if meaning is not None and token.key not in "-.":
            plausible = _plausible(meaning, tokens[i].text) if j == i else meaning
            if plausible:
                best = plausible, j + 1
    return best


def _tied(tokens: list[Token], j: int, lexicon: Lexicon) -> bool:
    """Say whether a hyphen or dot stands inside a phrase: no space behind it, unless it abbreviates."""
    if j + 1 == len(tokens):
        return False
    before = tokens[j - 1]
    abbreviates = tokens[j].key == "." and (len(before.text) == 1 or before.key in lexicon.abbreviations)
    return not tokens[j + 1].gap or abbreviates


def _plausible(meaning: Meaning, word: str) -> Meaning:
    """Leave out an organisation's short name not in capitals, unless that is how the directory writes it.

    "ON" is a paper, "On" opens a sentence; but "Afp" is a news agency however it is written.
    """
    agency = meaning.get("org")
    if agency is None or len(word) > _SHORT or word.isupper():
        return meaning
    if word in (agency.name, *agency.aliases, *agency.variants) or (word.istitle() and agency.kind in _AGENCIES):
        return meaning
    return {role: value for role, value in meaning.items() if role != "org"}


def _part_cue(lexemes: list[Lexeme], lexicon: Lexicon) -> None:
    """Part a cue from the word that it is printed onto, where markup has lost the space: "... treatmentCredit: AP"."""
    if not lexemes or lexemes[-1].kind != "word" or not is_camel(lexemes[-1].text):
        return
    whole = lexemes[-1]
    cut = max(n for n, letter in enumerate(whole.text) if letter.isupper())
    word = whole.text[cut:]
    meaning = lexicon.meaning(word.casefold())
    if meaning is None or "cue" not in meaning:
        return
    at = whole.start + cut
    lexemes[-1:] = [
        Lexeme("word", whole.text[:cut], whole.text[:cut].casefold(), whole.start, at, whole.gap),
        Lexeme("stop", ".", ".", at, at, gap=False),
        Lexeme("term", word, word.casefold(), at, whole.end, gap=True, meaning=meaning),
    ]


def _without_suffix(token: Token, lexicon: Lexicon) -> list[Lexeme]:
    """Part a name from the word that Chinese, Japanese and Korean write onto it: who took or gave the picture."""
    text = token.text
    for length in range(min(4, len(text) - 1), 0, -1):
        suffix = text[-length:]
        if suffix in lexicon.suffixes:
            cut = token.end - length
            name = Lexeme("word", text[:-length], text[:-length], token.start, cut, token.gap)
            known = lexicon.meaning(name.key)
            if known:
                name = name._replace(kind="term", meaning=known)
            meaning = lexicon.meaning(suffix) or {"staff": None}
            return [name, Lexeme("term", suffix, suffix, cut, token.end, gap=False, meaning=meaning)]
    for length in (3, 2):
        prefix = text[:length]
        if prefix in lexicon.suffixes and len(text) > length + 1:
            cut = token.start + length
            staff = Lexeme("term", prefix, prefix, token.start, cut, token.gap, {"staff": None})
            return [staff, Lexeme("word", text[length:], text[length:], cut, token.end, gap=False)]
    return [Lexeme("word", text, token.key, token.start, token.end, token.gap)]


def _is_dotted_name(tokens: list[Token], i: int) -> bool:
    """Say whether a dot ties two words that fill the place between separators: Lund.Films/Shutterstock."""
    before = tokens[i - 2] if i > 1 else None
    after = tokens[i + 2] if i + 2 < len(tokens) else None
    if i < 1 or tokens[i - 1].kind != "word" or tokens[i + 1].kind != "word":
        return False
    opens = before is None or (before.kind == "mark" and before.text in _PARTING)
    return opens and after is not None and after.text in _PARTING


def _is_stop(tokens: list[Token], i: int, lexicon: Lexicon) -> bool:
    """Say whether a mark ends a sentence."""
    token = tokens[i]
    if token.text in _STOPS:
        return True
    if token.text != ".":
        return False
    if i + 1 == len(tokens):
        return True
    if i and tokens[i - 1].kind == "word" and not token.gap:
        before = tokens[i - 1]
        if (len(before.text) == 1 and before.text.isalpha()) or before.key in lexicon.abbreviations:
            return False
    following = tokens[i + 1]
    first = following.text[0]
    if not following.gap and (first.isdigit() or _is_dotted_name(tokens, i)):
        return False
    return (not first.islower() or following.gap) if first.isalnum() else following.gap or first not in ",;:.-/|"
