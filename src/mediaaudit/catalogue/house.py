"""A newsroom's own rules: folders of rule files, laid beside the shipped ones."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from string import Formatter

from mediaaudit.model.rule import Rule

from .binding import bind
from .catalogue import Catalogue, shipped_catalogue
from .errors import CatalogueError, did_you_mean
from .rules import read_rule

_CODE = re.compile(r"[A-Z]{2,8}[0-9]{1,4}")
NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def with_house_rules(shipped: Catalogue, folders: Mapping[str, Path]) -> Catalogue:
    """Return the catalogue with the rules of folders: ``prefix/stem`` for each TOML file of ``prefix``'s folder.

    Raises CatalogueError for a folder that cannot be read, a bad file, and a prefix, name or code that is taken.
    """
    if not folders:
        return shipped
    rules, families = dict(shipped.rules), dict(shipped.families)
    codes = {rule.code: rule for rule in rules.values()}
    for prefix, folder in folders.items():
        if prefix in shipped.families or not NAME.fullmatch(prefix):
            raise CatalogueError(folder, f"{prefix!r} cannot stand before the names of house rules", "rule-paths")
        for rule in read_house_rules(folder, prefix):
            if rule.code in codes:
                raise CatalogueError(rule.origin, f"{rule.code} is the code of {codes[rule.code].name}", "code")
            codes[rule.code] = rules[rule.name] = rule
        families[prefix] = prefix
    return Catalogue(rules=rules, families=families, checks=shipped.checks)


def read_house_rules(folder: Path, prefix: str) -> list[Rule]:
    """Return the rules of a folder by name, each bound to its check on trial.

    Raises CatalogueError as ``with_house_rules`` does, and for a message that is never given or never written.
    """
    if not folder.is_dir():
        raise CatalogueError(folder, "is no folder", "rule-paths")
    rules = [read_rule(path, f"{prefix}/{path.stem}") for path in sorted(folder.glob("*.toml"))]
    for rule in rules:
        if not NAME.fullmatch(rule.name.partition("/")[2]):
            raise CatalogueError(rule.origin, "a rule file is named in small letters and hyphens")
        if not _CODE.fullmatch(rule.code):
            raise CatalogueError(rule.origin, f"{rule.code!r} is no code: letters, then digits, like HR001", "code")
        _check_messages(rule)
    return rules


def _check_messages(rule: Rule) -> None:
    options = bind(rule).options
    wanted = options.messages() if hasattr(options, "messages") else _shipped_messages(rule.check)
    if not wanted:
        return  # a plug-in's check: its examples show what it says
    for key in wanted:
        if key not in rule.messages:
            raise CatalogueError(rule.origin, "is missing: the check can say so", f"messages.{key}")
    for key in rule.messages:
        if key not in wanted:
            raise CatalogueError(rule.origin, f"is never said{did_you_mean(key, wanted)}", f"messages.{key}")
    for key, text in rule.messages.items():
        _check_placeholders(rule, key, text, getattr(options, "placeholders", None))


def _check_placeholders(rule: Rule, key: str, text: str, known: frozenset[str] | None) -> None:
    """Refuse a message with a gap that nothing fills; ``known`` is None for a shipped check, whose rule tells."""
    if known is None:
        shipped = [each for each in shipped_catalogue().rules.values() if each.check == rule.check]
        known = frozenset(name for each in shipped for name in _gaps(each.messages.get(key, "")))
    unknown = sorted(_gaps(text) - known)
    if unknown:
        shown = ", ".join(f"{{{name}}}" for name in sorted(known)) or "nothing"
        raise CatalogueError(rule.origin, f"'{{{unknown[0]}}}' is not filled in; there is {shown}", f"messages.{key}")


def _gaps(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def _shipped_messages(check: str) -> tuple[str, ...]:
    """Return the messages of the shipped rules that use a check: a house rule may say the same in other words."""
    return tuple(key for rule in shipped_catalogue().rules.values() if rule.check == check for key in rule.messages)
