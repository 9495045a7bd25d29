"""Tell what somebody or something left in the place of a text alternative."""

from __future__ import annotations

from typing import Literal

from mediaaudit.lazy import pattern
from mediaaudit.text.words import PhraseIndex, fold, phrase_index, plain

PlaceholderKind = Literal["placeholder", "template", "quotes", "generic", "machine"]

# A note to oneself: "TODO: describe", "FIXME later". In capitals before a sign, or before a word that is not in
# capitals: "Todo listo" is Spanish, and so is the headline "TODO LISTO".
_NOTE = pattern(r"(?:TODO|FIXME|TBD|TBC|XXX+)(?: *[:(\[\u2013\u2014-]| +(?=\S*[^\W\d_A-Z]))")

_NONE = phrase_index(frozenset())
_LONG_WORD = 3  # letters; shorter ones link words that say something
LONGEST = 400  # code points; what is longer is prose
# What a template engine should have replaced: {{ alt }}, {% alt %}, ${alt}, <%= alt %>, [[alt]], %ALT%, [object Object].
_TEMPLATE = pattern(
    r"\{\{[^{}]*\}\}|\{%[^{}]*%\}|\$\{[^{}]*\}|<%[^<>]*%>|\[\[[^\[\]]+\]\]|\[object object\]|#\{[^{}]*\}"
    r"|^%[a-z_.]{2,40}%?$|^\{[a-z_.]{2,40}\}$|^\$[a-z_]{2,40}\$?$|^__\w{1,40}__$|<\?(?:php|=)"
)
_SIGNS = frozenset("{%$<[_#")  # with which each of these begins
_QUOTES = frozenset("\"'`´“”„‟‘’‚‛«»‹›")
# "Image 3", "Foto 2/7", "picture 1 of 4", "#5": a place in a series, not a description.
_SERIES = pattern(r"(?: ?\d{1,4})(?: (?:[^\W\d]{1,4} )?\d{1,4})?$")
_REPEATED = pattern(
    r"(?:x{2,}|tk(?:tk)*|asdf\w*|qwert\w*|blah?(?: blah?)*|lorem ipsum\b.*|test ?\d*|foo|bar|baz|n ?/? ?a)$"
)


def placeholder_kind(
    text: str,
    phrases: PhraseIndex,
    openings: PhraseIndex,
    generic: PhraseIndex,
    endings: PhraseIndex = _NONE,
    fillers: PhraseIndex = _NONE,
) -> PlaceholderKind | None:
    """Return what makes a text a placeholder, or None.

    ``phrases`` are whole texts that stand for nothing ("image", "todo", "alt text"), ``openings`` beginnings that give
    a generated text away ("no alternative text"), ``generic`` words that only name the kind of picture ("chart").
    ``template``: code that was never filled in; ``quotes``: nothing but quotation marks; ``machine``: it ends with one
    of ``endings``, sentences that programs add to what they describe. ``fillers`` are words of which several together
    say no more than one ("image gallery image").
    """
    stripped = text[: LONGEST + 1].strip()
    if not stripped:
        return None
    if endings.end_of(plain(text[-LONGEST:])):
        return "machine"
    if len(stripped) > LONGEST:
        return None
    if stripped[0] in _QUOTES and set(stripped) <= _QUOTES:
        return "quotes"
    folded = fold(stripped)
    if not _SIGNS.isdisjoint(folded) and _TEMPLATE.search(folded):
        return "template"
    if _NOTE.match(stripped):
        return "placeholder"
    said = plain(stripped)
    if phrases.has(said) or openings.start_of(said) or _REPEATED.match(said):
        return "placeholder"
    alone = _SERIES.sub("", said) if said[-1:].isdecimal() else said
    if alone and (phrases.has(alone) or _is_filling(alone, fillers)):
        return "placeholder"
    return "generic" if generic.has(alone) else None


def _is_filling(said: str, fillers: PhraseIndex) -> bool:
    """Say whether a text is nothing but words that say nothing, two of them at least."""
    words = said.split()
    telling = [word for word in words if not word.isdigit()]
    long = [word for word in telling if len(word) > _LONG_WORD or not word.isascii()]
    return len(telling) > 1 and bool(long) and all(map(fillers.has, telling))
