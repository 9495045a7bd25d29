"""A check that names kinds of media is asked about those alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from mediaaudit.catalogue.binding import bind
from mediaaudit.catalogue.catalogue import shipped_catalogue
from mediaaudit.checks._contract import Check
from mediaaudit.engine.audit import audit
from mediaaudit.engine.inputs import Input, Inputs
from mediaaudit.engine.plan import Plan
from mediaaudit.model.media import Image, Media
from mediaaudit.model.problem import Problem

PAGE = '<img src="a.jpg" alt="A"><svg role="img"><title>B</title></svg><video src="c.mp4"></video><audio src="d.mp3"></audio>'


def any_medium(media: Media) -> Iterator[Problem]:
    """Report whatever it is asked about."""
    yield Problem(message="missing", at=media.span)


def any_image(image: Image) -> Iterator[Problem]:
    """Report whatever it is asked about."""
    yield Problem(message="missing", at=image.span)


@pytest.mark.parametrize(
    ("check", "asked"),
    [
        (Check("house.any", any_medium), ["img", "svg", "video", "audio"]),
        (Check("house.any", any_medium, {"video", "audio"}), ["video", "audio"]),
        (Check("house.any", any_image), ["img", "svg"]),
        (Check("house.any", any_image, {"svg"}), ["svg"]),
        (Check("house.any", any_image, {"video"}), []),
    ],
)
def test_kinds(check: Check[...], asked: list[str]) -> None:
    bound = bind(shipped_catalogue().find("alt/missing"))
    binding = replace(bound, check=check, signature=check.signature, rule=replace(bound.rule, applies="all"))
    inputs = Inputs(inputs=(Input(uri="a.html", kind="article", data=PAGE.encode()),))
    report = audit(inputs, Plan(bindings=(binding,), as_of="2026-01-01"))
    starts = [finding.location.region.start_column - 1 for finding in report.findings if finding.location.region]
    assert [PAGE[start + 1 :].replace(">", " ").split()[0] for start in starts] == asked
