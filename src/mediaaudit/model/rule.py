"""A rule, as its file says it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from mediaaudit.lazy import dataclass

from .problem import Confidence, Severity

Applies = Literal["all", "exposed", "editorial"]
Read = Literal["editorial", "caption", "credit"]  # what a reader judges, and may be wrong about


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A page (or several), the facts of its picture files, and the message keys that the rule must give, in order.

    ``files`` maps a picture's address to what a reader would have found in the file: ``id``, ``size``, ``media_type``,
    ``width``, ``height``, ``phash`` (hex), ``spread``, ``faults``, ``metadata``, ``xmp``, ``iim``, ``exif``,
    ``original`` and ``manifest``.
    """

    pages: Mapping[str, str]
    expect: tuple[str, ...]
    files: Mapping[str, Mapping[str, object]]
    options: Mapping[str, object]
    as_of: str
    note: str
    also: tuple[str, ...] = ()  # selectors of other rules that run beside this one


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """How often a rule was right: of ``findings`` that were held one by one against their pages ``right`` were so.

    ``on`` says on what, and that a script did it where no person looked; ``wrong`` says what the others were.
    """

    findings: int
    right: int
    on: str
    wrong: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule file. ``name`` is its path below the rules folder, ``code`` its number for good.

    ``options`` are the raw values of the file; the catalogue binds them to the check's options class.
    """

    name: str
    code: str
    summary: str
    check: str
    severity: Severity
    confidence: Confidence
    applies: Applies
    tags: tuple[str, ...]
    taxa: tuple[str, ...]
    since: str
    why: str
    instead: str
    messages: Mapping[str, str]
    options: Mapping[str, object]
    examples: Sequence[Example]
    origin: str  # the file it was read from
    fix: str = ""  # what ``--fix`` does about it, in a sentence or two; empty where a person has to mend it
    measured: Measured | None = None
    rests_on: tuple[Read, ...] = ()  # the judgements of the reader that a finding cannot be surer than

    @property
    def family(self) -> str:
        """The first part of the name: ``alt`` of ``alt/missing``."""
        return self.name.split("/", 1)[0]
