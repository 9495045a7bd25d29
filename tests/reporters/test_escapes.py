"""Every character that steers a terminal, in every text of a report: none of them comes through."""

from __future__ import annotations

from dataclasses import replace
from unicodedata import category

import pytest

from mediaaudit.model.report import LocatedFix, Location, Notification, Picture, Report
from mediaaudit.reporters import Options, render
from mediaaudit.reporters.compare import Run, compare, comparison_text

# C0 and C1 controls, DEL, line and paragraph separators, and every format character of the first planes.
STEERING = [chr(code) for code in range(0x20000) if category(chr(code)) in {"Cc", "Cf", "Zl", "Zp"}] + [
    "\ud800",
    "\udcff",
]
OURS = {"\n"}
LINK = "\x1b]8;;https://mediaaudit.github.io/mediaaudit/rules/alt/repeats-caption/\x1b\\"


def steered(text: str) -> Report:
    """Return a report with a text in every field that a page, a path or a rule file fills."""
    from .conftest import REPEATS, locate, make_finding, make_report

    page = f'<img src="a" alt="{text}">'
    place = locate(page, f'alt="{text}"') if not set(text) & set("\r\n\ud800\udcff") else locate("<img>", "<img>")
    place = replace(place, uri=f"{text}.html", src=text, label=text)
    rule = replace(REPEATS, summary=text, why=text, instead=text)
    finding = make_finding(
        rule, place, message=f"M {text}", image_src=text, image_file=text, subject_id=text, message_key=text,
        related=(Location(uri=text, label=text), replace(place, label=text)),
        fixes=(LocatedFix(title=text, applicability="safe", replacements=()),), fingerprint=text, values={"x": text},
    )  # fmt: skip
    finding = replace(finding, location=replace(finding.location, picture="1"))
    notice = Notification(code="x", message=text, uri=text)
    report = make_report(
        finding, replace(finding, suppression=text), notifications=(notice,), documents=1, not_evaluated={text: 1}
    )
    picture = Picture(article=text, agencies=(f"Agency {text}",), photographers=(f"Name {text}",))
    return replace(report, pictures={"1": picture})


@pytest.mark.parametrize("name", ["text", "concise", "statistics"])
def test_no_steering_character_comes_through(name: str) -> None:
    for char in STEERING:
        written = render(name, steered(f"a{char}[31mb"), Options(width=80))
        assert not {each for each in written if each in STEERING} - OURS, repr(char)
        assert written.encode("utf-8")


@pytest.mark.parametrize("name", ["text", "concise", "statistics"])
def test_nor_do_all_of_them_together(name: str) -> None:
    written = render(name, steered("".join(STEERING)), Options(width=80))
    assert not {each for each in written if each in STEERING} - OURS


def test_colours_and_links_are_the_only_sequences() -> None:
    written = render("text", steered("a\x1b[31mb\x1b]8;;x\x1b\\"), Options(width=80, color=True, links=True))
    assert LINK in written
    for code in ("0", "1", "2", "4", "1;4", "1;31", "1;33", "1;36"):
        written = written.replace(f"\x1b[{code}m", "")
    assert "\x1b" not in written.replace(LINK, "").replace("\x1b]8;;\x1b\\", "")


def test_links_change_nothing_but_the_links(full_report: Report) -> None:
    plain = render("text", full_report, Options(width=80, color=True))
    linked = render("text", full_report, Options(width=80, color=True, links=True))
    assert linked != plain
    parts = linked.split("\x1b]8;;")
    assert "".join([parts[0], *(part.partition("\x1b\\")[2] for part in parts[1:])]) == plain


def test_a_comparison_is_printable_too() -> None:
    text = "".join(STEERING)
    found = {"rule": text, "name": text, "severity": "error", "message": text, "file": text, "fingerprint": "1"}
    written = comparison_text(compare(Run(as_of=text, findings=()), Run(as_of=text, findings=(found,))))
    assert not {each for each in written if each in STEERING} - OURS
