"""The rules at hand, and how people name them: by code, name, family or tag."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, field
from functools import cache
from pathlib import Path
from typing import Any

from mediaaudit.checks._contract import KnownCheck
from mediaaudit.lazy import dataclass
from mediaaudit.model.problem import Severity
from mediaaudit.model.rule import Rule
from mediaaudit.resources import rules_folder

from .binding import Binding, bind, bind_known
from .errors import CatalogueError, did_you_mean
from .rules import KeptExamples, plain_rule, read_rule, rule_files, rule_from
from .store import stored
from .tables import Table, read_toml


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All rules by name, in the order of their codes, and the codes of the families.

    ``checks`` are those whose rules are known to bind with the options of their files, by name.
    """

    rules: Mapping[str, Rule]
    families: Mapping[str, str]
    checks: Mapping[str, KnownCheck] = field(default_factory=dict)

    def bind(self, rule: Rule, options: Mapping[str, object] | None, severity: Severity | None) -> Binding:
        """Return a rule of the catalogue bound to its check. Raises CatalogueError as ``binding.bind`` does."""
        known = None if options else self.checks.get(rule.check)
        return bind_known(rule, known, severity) if known else bind(rule, options, severity)

    def select(self, selector: str) -> frozenset[str]:
        """Return the names of the rules that a selector means: ``ALL``, a code, a name, a family or a tag.

        Raises KeyError, with the nearest known word in its message, for a selector that means none.
        """
        word = selector.strip()
        if word.upper() == "ALL":
            return frozenset(self.rules)
        found = frozenset(rule.name for rule in self.rules.values() if word.lower() in self._words_of(rule))
        if not found:
            raise KeyError(f"unknown rule {selector!r}{did_you_mean(word, self._words())}")
        return found

    def find(self, selector: str) -> Rule:
        """Return the one rule of a code or name. Raises KeyError as ``select`` does."""
        for rule in self.rules.values():
            if selector.strip().lower() in {rule.name, rule.code.lower()}:
                return rule
        raise KeyError(f"unknown rule {selector!r}{did_you_mean(selector, self._words())}")

    def meanings(self) -> dict[str, frozenset[str]]:
        """Return what ``select`` returns, for all selectors in lower case at once: for those who ask for very many."""
        found: dict[str, set[str]] = {"all": set(self.rules)}
        for rule in self.rules.values():
            for word in self._words_of(rule):
                found.setdefault(word, set()).add(rule.name)
        return {word: frozenset(names) for word, names in found.items()}

    def _words_of(self, rule: Rule) -> frozenset[str]:
        family = self.families.get(rule.family, "")
        return frozenset({rule.name, rule.family, family.lower(), rule.code.lower(), *rule.tags})

    def _words(self) -> list[str]:
        words = {word for rule in self.rules.values() for word in (rule.name, rule.code, rule.family, *rule.tags)}
        return sorted(words)


@cache
def shipped_catalogue() -> Catalogue:
    """Return the catalogue of the rules that come with mediaaudit, read once per process."""
    values, folder = stored("rules", plain_catalogue), rules_folder()
    rules = [rule_from(each, folder, KeptExamples(each["name"], _examples)) for each in values["rules"]]
    checks = {name: KnownCheck(name, known) for name, known in values["checks"].items()}
    return Catalogue(rules={rule.name: rule for rule in rules}, families=values["families"], checks=checks)


def plain_catalogue() -> dict[str, Any]:
    """Return the shipped rules in plain values, each of them read and bound. Raises CatalogueError for a bad file."""
    catalogue = load_catalogue(rules_folder())
    return {
        "rules": [plain_rule(rule) for rule in catalogue.rules.values()],
        "families": catalogue.families,
        "checks": {rule.check: bind(rule).check.known() for rule in catalogue.rules.values()},
    }


@cache
def _examples() -> Mapping[str, list[dict[str, Any]]]:
    kept: Mapping[str, list[dict[str, Any]]] = stored("examples", plain_examples)
    return kept


def plain_examples() -> dict[str, list[dict[str, Any]]]:
    """Return the examples of the shipped rules in plain values, by rule. Raises CatalogueError for a bad file."""
    rules = load_catalogue(rules_folder()).rules
    return {name: [asdict(example) for example in rule.examples] for name, rule in rules.items()}


def load_catalogue(folder: Path) -> Catalogue:
    """Return the rules of a folder. Raises CatalogueError for a bad file and for a code given twice or wrongly."""
    families, codes = _read_codes(folder / "_shared" / "codes.toml")
    rules = [read_rule(path, f"{path.parent.name}/{path.stem}") for path in rule_files(folder)]
    for rule in rules:
        if codes.get(rule.name) != rule.code:
            right = codes.get(rule.name)
            raise CatalogueError(rule.origin, f"must be {right!r}" if right else "has no entry in codes.toml", "code")
    rules.sort(key=lambda rule: rule.code)
    return Catalogue(rules={rule.name: rule for rule in rules}, families=families)


def _read_codes(path: Path) -> tuple[dict[str, str], dict[str, str]]:
    table = Table(path, read_toml(path))
    families, codes = table.table("families"), table.table("codes")
    prefixes = {family: families.text(family) for family in families.mapping()}
    names: dict[str, str] = {}
    for code in codes.mapping():
        name = codes.text(code)
        if name in names:
            raise codes.fail(code, f"gives {name!r} a second code")
        if prefixes.get(name.partition("/")[0]) != code.rstrip("0123456789"):
            raise codes.fail(code, f"does not belong to the family of {name!r}")
        names[name] = code
    table.finish()
    return prefixes, names


def expand(catalogue: Catalogue, selectors: Iterable[str]) -> frozenset[str]:
    """Return the union of what several selectors mean. Raises KeyError for one that means nothing."""
    return frozenset(name for selector in selectors for name in catalogue.select(selector))
