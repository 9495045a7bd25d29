"""The passes over one article: fixes that wait, fixes that do harm, fixes without end."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from mediaaudit.catalogue.catalogue import shipped_catalogue
from mediaaudit.fixes.run import FixedFile, Fixing, fix_all
from mediaaudit.model.report import Finding, LocatedFix, Location, Replacement

RULES = shipped_catalogue().rules
Reaudit = Callable[[str, bytes], Sequence[Finding]]


def finding(
    data: bytes, start: int, end: int, text: bytes, *, subject: str = "", rule: str = "credit/format"
) -> Finding:
    place = Location(uri="a.html")
    edit = Replacement(location=place, text="", start=start, end=end, data=text)
    digest = hashlib.sha256(data).hexdigest()
    fixes = (LocatedFix(title="", applicability="safe", replacements=(edit,), digest=digest),) if end >= 0 else ()
    return Finding(
        rule=RULES[rule], message_key="", message="", severity="note", confidence="certain", location=place,
        subject_kind="image", subject_id=subject or str(start), fixes=fixes, fingerprint=f"{rule}{start}{subject}",
    )  # fmt: skip


def each(pattern: bytes, text: bytes) -> Callable[[str, bytes], list[Finding]]:
    """Return an audit that finds every match of a pattern and wants it replaced."""

    def audit(_uri: str, data: bytes) -> list[Finding]:
        return [finding(data, m.start(), m.end(), text) for m in re.finditer(pattern, data)]

    return audit


def fix(path: Path, audit: Reaudit) -> FixedFile | tuple[str, str]:
    how = Fixing(
        applicabilities=frozenset({"safe"}),
        by_name=frozenset(),
        paths={"a.html": path},
        inside=(path.parent.resolve(),),
    )
    (result,) = fix_all(audit("a.html", path.read_bytes()), how, audit)
    return result


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "a.html"
    path.write_bytes(b"a bb ccc bb")
    return path


def test_what_touches_is_fixed_in_the_next_pass(page: Path) -> None:
    result = fix(page, each(b"b", b"X"))  # neighbours touch each other
    assert page.read_bytes() == b"a XX ccc XX"
    assert isinstance(result, FixedFile)
    assert result.rules == {"CRD004 credit/format": 4}


def test_a_fix_that_does_harm_is_left_out_and_the_others_are_made(page: Path) -> None:
    def audit(_uri: str, data: bytes) -> list[Finding]:
        harm = [finding(data, m.start(), -1, b"", subject="c", rule="credit/missing") for m in re.finditer(b"Y", data)]
        fixable = [finding(data, m.start(), m.end(), b"Y", subject="c") for m in re.finditer(b"ccc", data)]
        return [*each(b"bb", b"X")("", data), *fixable, *harm]

    result = fix(page, audit)
    assert page.read_bytes() == b"a X ccc X"
    assert isinstance(result, FixedFile)
    assert result.refused == {"credit/format5c": "CRD001 credit/missing would find more than before"}


def test_harm_on_the_way_does_not_count(page: Path) -> None:
    def audit(_uri: str, data: bytes) -> list[Finding]:
        harm = [finding(data, 0, -1, b"", rule="credit/missing")] if b"1" in data else []
        return [*each(b"bb", b"1")("", data), *each(b"1", b"2")("", data), *harm]

    fix(page, audit)
    assert page.read_bytes() == b"a 2 ccc 2"


def test_fixes_without_end_are_not_made(page: Path) -> None:
    before = page.read_bytes()
    result = fix(page, each(b"a", b"aa"))
    assert page.read_bytes() == before
    assert isinstance(result, FixedFile)
    assert set(result.refused.values()) == {"fixes would go on without end"}
    assert not result.changed


def test_a_file_that_was_changed_is_left_alone(page: Path) -> None:
    audit = each(b"bb", b"X")
    findings = audit("a.html", page.read_bytes())
    page.write_bytes(b"another bb")
    how = Fixing(
        applicabilities=frozenset({"safe"}),
        by_name=frozenset(),
        paths={"a.html": page},
        inside=(page.parent.resolve(),),
    )
    assert list(fix_all(findings, how, audit)) == [("a.html", "it was changed since it was read")]
    assert page.read_bytes() == b"another bb"
