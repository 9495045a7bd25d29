"""A builder of reports: two articles and a picture file, with one finding of every shape."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from mediaaudit.model.report import Finding, LocatedFix, Location, Notification, Replacement, Report, Summary
from mediaaudit.model.rule import Example, Rule
from mediaaudit.model.source import SourceMap, Span

BRIDGE = """<article lang="en">
<h1>Bridge opens</h1>
<figure>
\t<img src="images/lund-1.jpg" alt="Mayor Ida Lund opens the bridge" width="640" height="427">
  <figcaption>Mayor Ida Lund opens the bridge. (Photo: Getty)</figcaption>
</figure>
<p>大橋 😀 <img src="https://cdn.example.org/img/IMG_2041.jpg" alt="IMG_2041.jpg"></p>
</article>
"""


def locate(text: str, part: str, uri: str = "articles/bridge.html", label: str = "") -> Location:
    """Return the place of the first occurrence of a part in a text."""
    start = text.index(part)
    return Location(uri=uri, region=SourceMap(text).region(Span(start, start + len(part))), label=label)


def make_rule(code: str, name: str, **changes: object) -> Rule:
    rule = Rule(
        name=name,
        code=code,
        summary="Text alternative repeats the caption",
        check="alt.repeats_caption",
        severity="warning",
        confidence="likely",
        applies="editorial",
        tags=("recommended",),
        taxa=("wcag:1.1.1", "iptc:altTextAccessibility"),
        since="0.1",
        why="A screen reader speaks both, one after the other.\nThe reader still does not learn what the picture shows.",
        instead="Describe what is visible; leave names, place and date to the caption.",
        messages={"repeats": "Text alternative repeats {percent} % of the caption"},
        options={},
        examples=(
            Example(
                pages={"page.html": "<img alt='The same'>\n"},
                expect=("repeats",),
                files={},
                options={},
                as_of="",
                note="",
            ),
            Example(pages={"page.html": "<img alt='Another'>\n"}, expect=(), files={}, options={}, as_of="", note=""),
        ),
        origin="rules/alt/repeats-caption.toml",
    )
    return replace(rule, **changes)


REPEATS = make_rule("ALT006", "alt/repeats-caption")
FILE_NAME = make_rule(
    "ALT003",
    "alt/file-name",
    summary="Text alternative is a file name",
    severity="error",
    confidence="certain",
    taxa=("wcag:1.1.1", "act:qt1vmo", "en301549:9.1.1.1", "house:7"),
    why="",
    instead="Describe what is visible.",
    messages={"is-file-name": "Text alternative '{alt}' is a file name"},
    examples=(),
)
DUPLICATE = make_rule(
    "DUP001",
    "duplicate/same-file",
    summary="The same picture is used twice",
    severity="note",
    confidence="review",
    taxa=(),
    messages={"again": "The same picture is used in {count} places: {places}"},
)
DAMAGED = make_rule(
    "FILE001",
    "file/unusable",
    summary="The file cannot be shown",
    severity="error",
    confidence="certain",
    taxa=(),
    instead="Export the picture again.",
    messages={"unusable": "The file is cut off after {bytes} bytes"},
)


def make_finding(rule: Rule, location: Location, **changes: object) -> Finding:
    key = next(iter(rule.messages))
    finding = Finding(
        rule=rule,
        message_key=key,
        message=rule.messages[key],
        severity=rule.severity,
        confidence=rule.confidence,
        location=location,
        subject_kind="image",
        subject_id="sha256:aa",
        image_src="images/lund-1.jpg",
        image_file="articles/images/lund-1.jpg",
        fingerprint="0123456789abcdef",
    )
    return replace(finding, **changes)


def make_report(*findings: Finding, notifications: tuple[Notification, ...] = (), **counts: object) -> Report:
    rules = {finding.rule.code: finding.rule for finding in findings}
    return Report(
        version="0.1.0",
        as_of="2026-11-22",
        rules=tuple(rules.values()),
        findings=findings,
        notifications=notifications,
        summary=Summary(**counts),
    )


@pytest.fixture
def locator() -> Callable[..., Location]:
    return locate


@pytest.fixture
def a_rule() -> Callable[..., Rule]:
    return make_rule


@pytest.fixture
def a_finding() -> Callable[..., Finding]:
    """Make a finding of ``alt/repeats-caption`` on a part of a page."""

    def build(page: str = BRIDGE, part: str = 'alt="Mayor Ida Lund opens the bridge"', **changes: object) -> Finding:
        rule = changes.pop("rule", REPEATS)
        location = changes.pop("location", None) or locate(page, part)
        return make_finding(rule, location, **changes)

    return build


@pytest.fixture
def a_report() -> Callable[..., Report]:
    return make_report


@pytest.fixture
def full_report() -> Report:
    """A report with every field in use."""
    alt = locate(BRIDGE, 'alt="Mayor Ida Lund opens the bridge"')
    caption = locate(BRIDGE, "Mayor Ida Lund opens the bridge. (Photo: Getty)", label="caption")
    name = locate(BRIDGE, 'alt="IMG_2041.jpg"')
    elsewhere = locate(BRIDGE, 'src="images/lund-1.jpg"', uri="articles/old bridge.html", label="first use")
    file = Location(uri="articles/images/lund-1.jpg", label="the file")
    fix = LocatedFix(
        title="Drop the text", applicability="unsafe", replacements=(Replacement(location=name, text='alt=""'),)
    )
    return make_report(
        make_finding(
            REPEATS,
            alt,
            message="Text alternative repeats 92 % of the caption",
            values={"percent": 92},
            related=(caption,),
            line_hash="89f0a1b2c3d4e5f6:1",
        ),
        make_finding(
            DUPLICATE,
            alt,
            message="The same picture is used in 2 places: here, there",
            values={"count": 2, "places": ("here", "there")},
            related=(elsewhere, file),
            baseline_state="new",
        ),
        make_finding(
            FILE_NAME,
            name,
            message="Text alternative 'IMG_2041.jpg' is a file name",
            values={"alt": "IMG_2041.jpg"},
            subject_id="cdn.example.org/img/IMG_2041.jpg",
            image_src="https://cdn.example.org/img/IMG_2041.jpg",
            image_file=None,
            fixes=(fix,),
        ),
        make_finding(FILE_NAME, name, message="Known and suppressed", suppression="logo of a partner"),
        make_finding(
            DAMAGED,
            Location(uri="archive/broken.jpg"),
            message="The file is cut off after 1024 bytes",
            values={"bytes": 1024},
            subject_kind="asset",
            subject_id="sha256:bb",
            image_src=None,
            image_file="archive/broken.jpg",
        ),
        notifications=(
            Notification(
                code="unreadable",
                message="The file cannot be read: permission denied",
                level="error",
                uri="a/locked.html",
            ),
            Notification(code="no-config", message="No configuration was found", level="note"),
        ),
        documents=5,
        images=9,
        pictures_read=3,
        pictures_remote=41,
        pictures_missing=1,
        not_evaluated={"the picture is remote": 41, "the picture is missing": 1},
    )
