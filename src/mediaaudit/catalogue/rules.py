"""Rule files: one TOML file each, its name its path below the rules folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from typing import Any, cast, get_args, overload

from mediaaudit.lazy import replace
from mediaaudit.model.problem import Confidence, Severity
from mediaaudit.model.rule import Applies, Example, Measured, Read, Rule

from .errors import CatalogueError
from .tables import Table, read_toml

LARGEST = 1 << 20  # bytes of a rule file
_LONGEST = 1_000  # characters of a message
_OWN_FAMILY: tuple[Read, ...] = ("caption", "credit")


def rule_files(folder: Path) -> Iterator[Path]:
    """Yield the rule files of a folder in order; folders whose name starts with ``_`` hold none."""
    for family in sorted(entry for entry in folder.iterdir() if entry.is_dir() and not entry.name.startswith("_")):
        yield from sorted(family.glob("*.toml"))


def read_rule(path: Path, name: str) -> Rule:
    """Return the rule of a file. Raises CatalogueError for a missing, unknown or ill-typed key."""
    table = Table(path, read_toml(path, most=LARGEST))
    rule = Rule(
        name=name,
        code=table.text("code"),
        summary=table.text("summary"),
        check=table.text("check"),
        severity=cast("Severity", table.choice("severity", get_args(Severity))),
        confidence=cast("Confidence", table.choice("confidence", get_args(Confidence))),
        applies=cast("Applies", table.choice("applies", get_args(Applies), "editorial")),
        tags=table.texts("tags"),
        taxa=table.texts("taxa"),
        since=table.text("since"),
        why=table.text("why").strip(),
        instead=table.text("instead").strip(),
        fix=table.text("fix", "").strip(),
        measured=_measured(table.table("measured")) if table.has("measured") else None,
        messages=_messages(table.table("messages")),
        options=table.table("options").mapping(),
        examples=tuple(_example(example) for example in table.tables("example")),
        origin=str(path),
    )
    rule = replace(rule, rests_on=_rests_on(table, rule))
    table.finish()
    if not rule.messages:
        raise CatalogueError(path, "has no message", "messages")
    return rule


def _rests_on(table: Table, rule: Rule) -> tuple[Read, ...]:
    """Return the judgements of the reader that a rule rests on: as its file says, else by what it looks at and its family."""
    if table.has("rests-on"):
        said = table.texts("rests-on")
        if wrong := [name for name in said if name not in get_args(Read)]:
            raise table.fail("rests-on", f"{wrong[0]!r} is not one of {', '.join(get_args(Read))}")
        return cast("tuple[Read, ...]", said)
    if rule.applies != "editorial":
        return ()
    return ("editorial", *(name for name in _OWN_FAMILY if name == rule.family))


def _messages(table: Table) -> Mapping[str, str]:
    from string import Formatter

    messages = {key: table.text(key) for key in table.mapping()}
    for key, text in messages.items():
        try:
            gaps = list(Formatter().parse(text))
        except ValueError as error:
            raise table.fail(key, f"{error}: braces are for names; write {{{{ for a brace") from error
        # A width or a conversion could make a message of any length, and an attribute tell of more than its value.
        if any(spec or conversion or not (name is None or name.isidentifier()) for _, name, spec, conversion in gaps):
            raise table.fail(key, "braces hold a name and nothing else, as in {value}")
        if len(text) > _LONGEST:
            raise table.fail(key, f"has more than {_LONGEST:,} characters")
    return messages


def _measured(table: Table) -> Measured:
    measured = Measured(
        findings=table.whole("findings"),
        right=table.whole("right"),
        on=table.text("on"),
        wrong=table.text("wrong", ""),
    )
    table.finish()
    if not 0 <= measured.right <= measured.findings or not measured.findings:
        raise table.fail("right", "must be at most as many as there are findings")
    return measured


def _example(table: Table) -> Example:
    named = table.table("pages")
    pages = {name: named.text(name) for name in named.mapping()}
    if table.has("html"):
        pages = {"page.html": table.text("html"), **pages}
    files = table.table("files")
    example = Example(
        pages=pages,
        expect=table.texts("expect"),
        files={name: files.table(name).mapping() for name in files.mapping()},
        options=table.table("options").mapping(),
        as_of=table.text("as_of", "2026-01-01"),
        note=table.text("note", ""),
        also=table.texts("also"),
    )
    table.finish()
    if not pages:
        raise table.fail("html", "is missing: an example needs a page")
    return example


def plain_rule(rule: Rule) -> dict[str, Any]:
    """Return a rule in plain values, without the place of its file and the examples."""
    values = asdict(replace(rule, examples=()))
    del values["origin"], values["examples"]
    return values


def rule_from(values: Mapping[str, Any], folder: Path, examples: Sequence[Example]) -> Rule:
    """Return the rule that ``plain_rule`` wrote, of a file below that folder."""
    lists = {key: tuple(values[key]) for key in ("tags", "taxa", "rests_on")}
    measured = Measured(**values["measured"]) if values["measured"] else None
    origin = os.path.join(folder, *f"{values['name']}.toml".split("/"))  # noqa: PTH118 - a path object takes far longer
    return Rule(**{**values, **lists, "examples": examples, "measured": measured}, origin=origin)


class KeptExamples(Sequence[Example]):
    """The examples of a shipped rule, read when they are asked for: a run that only checks asks for none."""

    def __init__(self, rule: str, load: Callable[[], Mapping[str, Sequence[Mapping[str, Any]]]]) -> None:
        """Take the name of the rule, and a function of a module that returns the plain examples of all rules."""
        self._rule = rule
        self._load = load

    @cached_property
    def _all(self) -> tuple[Example, ...]:
        plain = self._load()[self._rule]
        lists = ("expect", "also")
        return tuple(Example(**{**each, **{key: tuple(each[key]) for key in lists}}) for each in plain)

    def __len__(self) -> int:
        return len(self._all)

    @overload
    def __getitem__(self, at: int) -> Example: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Example, ...]: ...
    def __getitem__(self, at: int | slice) -> Example | tuple[Example, ...]:
        return self._all[at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._all == tuple(other)

    def __hash__(self) -> int:
        return hash(self._rule)
