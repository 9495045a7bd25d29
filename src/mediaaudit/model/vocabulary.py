"""What news pages call their parts: class-name words, attribute names and interface phrases, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from mediaaudit.lazy import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PageVocabulary:
    """Words by kind, in all languages together (class names rarely keep to the language of the page).

    ``words`` maps a kind (``credit``, ``teaser``, ``person`` ...) to words of class names, ids and roles: lower case,
    two words joined by a hyphen count where they stand side by side (``most-read``), a word after an asterisk
    counts at the end of a longer one (``*copyright``).
    ``urls`` maps a kind (``placeholder``, ``chrome`` ...) to words of an address.
    ``attributes`` maps a kind (``lazy-src`` ...) to attribute names, the most telling first.
    ``weights`` maps a verdict (``editorial``, ``caption``, ``credit``) to the weights of what speaks for and against it.
    ``phrases`` maps a kind (``whole``, ``lead-in``, ``tail`` ...) to case-folded phrases printed on a page.
    Compared by identity, so that tables made from it can be kept.
    """

    words: Mapping[str, frozenset[str]] = field(default_factory=dict)
    urls: Mapping[str, frozenset[str]] = field(default_factory=dict)
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    phrases: Mapping[str, frozenset[str]] = field(default_factory=dict)
    weights: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
