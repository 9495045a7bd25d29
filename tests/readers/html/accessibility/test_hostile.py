"""Pages made to hurt: answers come, and in time that grows with the page only."""

from __future__ import annotations

import time

import pytest

from mediaaudit.readers.html import tree
from mediaaudit.readers.html.accessibility import Accessibility

SECONDS = 8.0  # of processor time on a busy machine; each page takes less than half of one on a quiet machine

PAGES = {
    "nesting": "<div>" * 100_000 + "<img>",
    "nested links": "<span role=link>x<img alt=y>" * 2_000,
    "cyclic labelledby": "".join(
        f"<a href=x id=i{i} aria-labelledby='i{(i + 1) % 900} i{(i + 2) % 900}'>t<img aria-labelledby=i{i}></a>"
        for i in range(900)
    ),
    "one id a thousand times": "<p id=a>text</p>" * 1_000 + "<img aria-labelledby=a>" * 1_000,
    "a target named a thousand times": f"<p id=a>{'text ' * 500}</p><img aria-labelledby='{'a ' * 50_000}'>",
    "a link with thousands of pictures": f"<a href=x>{'<img alt=b>' * 1_500}</a>",
    "rules for one tag": "<style>"
    + "".join(f".a{i} img{{display:none}}" for i in range(5_000))
    + "</style>"
    + "<p><img>" * 1_000,
    "rules about siblings": "<style>"
    + "".join(f".a{i} ~ img{{display:none}}" for i in range(500))
    + "</style>"
    + "<img>" * 3_000,
    "open braces": f"<style>{'a{' * 100_000}display:none</style><img>",
    "closing braces": f"<style>{'}' * 100_000}display:none</style><img>",
    "quotes": f"<style>display{chr(34) * 100_001}</style><img>",
    "comments": f"<style>display{'/*' * 100_000}</style><img>",
    "backslashes": f"<style>display{chr(92) * 100_001}</style><img>",
    "white space": f"<style>img{{;{' ' * 100_000}display{' ' * 100_000}x}}</style><img>",
    "selectors in selectors": f"<style>{':not(' * 800}a{')' * 800}{{display:none}}</style><img>",
    "nested rules": f"<style>{'.a{&,& b{display:none;' * 2_000}</style><img>",
    "media conditions": f"<style>@media {'(min-width:1px) and ' * 900}(x){{img{{display:none}}}}</style><img>",
    "one long style attribute": f"<img style='{'display:none;' * 20_000}'>",
    "shadow children": f"<div><template shadowrootmode=open><slot></slot></template>{'<img>' * 5_000}</div>",
    "summaries": "<details>" + "<summary><img></summary>" * 3_000,
    "labels in a circle": "<label for=a><input id=b></label><label for=b><input id=a></label>",
    "labels in a chain": "".join(f"<label for=i{i}><input id=i{i + 1}></label>" for i in range(2_000)),
    "figures in captions": "<figure><figcaption>" * 250 + "<img>",
    "labels": "<label for=a>x</label>" * 2_000 + "<input type=image id=a>" * 2_000,
    "roles": f"<img role='{'x ' * 200_000}'>",
    "HTML names in SVG": "<svg><slot><a href=x></a></slot><dialog><a href=x></a></dialog><details><a href=x></a></details></svg>",
    "control characters": "<img alt='\x00\x07\x1b\ud800' aria-label='\x0b'><a href=\x00><img></a>",
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())
def test_pages_made_to_hurt(page: str) -> None:
    document = tree.parse(page)
    start = time.process_time()
    accessibility = Accessibility(document)
    for element in document.select("img,a,input,figure,[role=link]"):
        assert accessibility.exposure(element) in {"exposed", "decorative", "hidden"}
        assert len(accessibility.name(element).text) <= 50_000
        accessibility.role(element)
        accessibility.link(element)
        accessibility.adjacent_text(element)
        accessibility.focusable(element)
    assert time.process_time() - start < SECONDS


def test_nothing_is_read_before_it_is_asked_for() -> None:
    document = tree.parse("<style>img{display:none}</style>" + "<p><img></p>" * 50_000)
    start = time.process_time()
    for _ in range(100):
        Accessibility(document)
    assert time.process_time() - start < 0.1
