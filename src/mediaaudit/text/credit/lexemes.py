"""Tokens with their meaning: phrases of the directory joined to one lexeme, sentence stops told from other dots."""

from __future__ import annotations

from typing import Literal, NamedTuple

from mediaaudit.model.directory import Agency

from .lexicon import Lexicon, Meaning, extend_key
from .tokens import Token, tokenize

LexemeKind = Literal["word", "mark", "address", "handle", "term", "stop"]
_NOTHING: Meaning = {}
_OPENERS = frozenset("([{«“‹„\"'")
_STOPS = frozenset("!?…。！？")


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
    i = 0
    while i < len(tokens):
        token = tokens[i]
        found = _phrase(tokens, i, lexicon) if token.key in lexicon.phrases else None
        if found is not None:
            meaning, after = found
            start, end = token.start, tokens[after - 1].end
            lexemes.append(Lexeme("term", text[start:end], token.key, start, end, token.gap, meaning))
            i = after
            continue
        kind: LexemeKind = "stop" if token.kind == "mark" and _is_stop(tokens, i, lexicon) else token.kind
        lexemes.append(Lexeme(kind, token.text, token.key, token.start, token.end, token.gap))
        i += 1
    return lexemes


def _phrase(tokens: list[Token], i: int, lexicon: Lexicon) -> tuple[Meaning, int] | None:
    """Find the longest phrase that begins at a token: its meaning and the token after it."""
    best: tuple[Meaning, int] | None = None
    key = ""
    for j in range(i, len(tokens)):
        token = tokens[j]
        if j > i and token.text in "-." and (j + 1 == len(tokens) or tokens[j + 1].gap):
            break
        key = extend_key(key, token)
        if key not in lexicon.phrases:
            break
        meaning = lexicon.phrases[key]
        if meaning is not None and token.text not in "-.":
            plausible = _plausible(meaning, tokens, i, j)
            if plausible:
                best = plausible, j + 1
    return best


def _plausible(meaning: Meaning, tokens: list[Token], i: int, j: int) -> Meaning:
    """Leave out an organisation's short name written small, unless that is how the directory writes it."""
    agency = meaning.get("org")
    if agency is None or j > i:
        return meaning
    word = tokens[i].text
    if word[0].islower() and len(word) <= 4 and word != agency.name and word not in agency.aliases:
        return {role: value for role, value in meaning.items() if role != "org"}
    return meaning


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
        if (len(before.text) == 1 and not before.text.isdigit()) or before.key in lexicon.abbreviations:
            return False
    following = tokens[i + 1]
    first = following.text[0]
    return (not first.islower() or following.gap) if first.isalnum() else first not in ",;:.-/|"
