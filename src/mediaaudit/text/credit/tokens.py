"""Words and marks of a folded line."""

from __future__ import annotations

from typing import Literal, NamedTuple

from mediaaudit.lazy import pattern

TokenKind = Literal["word", "mark", "address", "handle"]

# Letters, digits, and the vowel signs of scripts whose letters Python's \w does not keep together.
_LETTER = r"(?:\w|[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0900-\u0963\u0980-\u0d7f\u0e30-\u0e4e\u0eb0-\u0ecd\u102b-\u103e\u1780-\u17d3])"
_MAY_HAVE_SIGNS = pattern("[\u0300-\u17d3]")  # quickly compiled and asked: few lines need the table above
_TOKEN = pattern(r"https?://[^\s<>()]+|\w+(?:['’]\w+)*|[^\s]")
_ANY_TOKEN = pattern(rf"https?://[^\s<>()]+|{_LETTER}+(?:['’]{_LETTER}+)*|[^\s]")
_HYPHENS = dict.fromkeys("‐‑–—−―", "-")


class Token(NamedTuple):
    """A word or a mark; ``key`` is what it is looked up by, ``gap`` whether white space stands before it."""

    kind: TokenKind
    text: str
    key: str
    start: int
    end: int
    gap: bool


def tokenize(text: str, tlds: frozenset[str]) -> list[Token]:
    """Split a folded line into tokens; web and mail addresses and @handles are one token each."""
    tokens: list[Token] = []
    end = 0
    apostrophes = "’" in text
    for match in (_ANY_TOKEN if not text.isascii() and _MAY_HAVE_SIGNS.search(text) else _TOKEN).finditer(text):
        word = match.group()
        start, before = match.start(), end
        end = start + len(word)
        gap = start > before
        if len(word) == 1 and not word.isalnum() and word != "_":
            tokens.append(Token("mark", word, _HYPHENS.get(word, word), start, end, gap))
            continue
        if "://" in word:
            tokens.append(Token("address", word, word.casefold(), start, end, gap))
            continue
        key = word.casefold()
        tokens.append(Token("word", word, key.replace("’", "'") if apostrophes else key, start, end, gap))
        if not gap and len(tokens) > 1 and tokens[-2].text in ".@":
            _join(tokens, text, tlds)
    return tokens


def _join(tokens: list[Token], text: str, tlds: frozenset[str]) -> None:
    """Make one address or handle of the tokens at the end, where they are one."""
    mark = tokens[-2]
    if mark.text == "@":
        first = len(tokens) - (3 if not mark.gap and len(tokens) > 2 and tokens[-3].kind == "word" else 2)
        kind: TokenKind = "handle" if first == len(tokens) - 2 else "address"
    elif tokens[-3:-2] and not mark.gap and tokens[-3].kind != "mark":
        if tokens[-3].kind == "word" and (tokens[-1].key not in tlds or len(tokens[-3].text) < 2):
            return
        first, kind = len(tokens) - 3, tokens[-3].kind if tokens[-3].kind == "handle" else "address"
        while (
            first > 1 and not tokens[first].gap and tokens[first - 1].text == "." and tokens[first - 2].kind == "word"
        ):
            first -= 2
    else:
        return
    start, end = tokens[first].start, tokens[-1].end
    joined = text[start:end]
    tokens[first:] = [Token(kind, joined, joined.casefold(), start, end, tokens[first].gap)]
