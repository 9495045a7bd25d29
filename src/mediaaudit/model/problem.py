"""What a check yields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from mediaaudit.lazy import dataclass

from .corpus import Part, Use
from .source import Span

Severity = Literal["error", "warning", "note"]
Confidence = Literal["certain", "likely", "review"]
Applicability = Literal["safe", "unsafe", "display-only"]
Rewrite = Literal["gps", "device-ids"]
Value = str | int | float | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A part of one use of a picture, in whichever document of the run it stands."""

    use: Use
    part: Part = "picture"


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a problem is about, with a few words on what is there ("first use", "caption")."""

    at: Span | Place
    label: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace a span of the article by a text."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """A mend that a check can describe: what it does in words, how safe it is, and the edits of the article.

    ``rewrite`` is what is to be dropped from the picture's file instead, all other bytes kept. ``text`` of an edit is
    HTML, escaped for its place.
    """

    title: str
    applicability: Applicability
    edits: tuple[Edit, ...] = ()
    rewrite: Rewrite | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something a check found: the key of the rule's message, where, and the values that fill the message.

    ``at`` is a span of the article at hand, or the place of a use; None means the subject itself (the picture's start
    tag, the file, the article as a whole). ``confidence`` may lower the rule's own; it never raises it.
    """

    message: str
    at: Span | Place | None = None
    related: tuple[Related, ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict)
    confidence: Confidence | None = None
    fixes: tuple[Fix, ...] = ()
