"""Names against another implementation of accname: dom-accessibility-api in jsdom.

Runs where ``node`` finds both packages (``npm install jsdom dom-accessibility-api`` somewhere, and ``NODE_PATH`` set to
that ``node_modules``); skipped elsewhere. Nothing is fetched.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from mediaaudit.readers.html import tree
from mediaaudit.readers.html.accessibility import Accessibility

NODE = shutil.which("node")
SCRIPT = Path(__file__).with_name("peer.cjs")
SELECTOR = "img, svg, object, embed, area, canvas, [role=img], video, audio, iframe, a[href], button"

TEXTS = ["", " ", "A red bridge", "  two\n words ", "&amp; &lt;b&gt;", "Größe – 橋"]
PICTURES = [
    *(f'<img alt="{text}">' for text in TEXTS),
    *(f'<img alt="{text}" aria-label="Label">' for text in TEXTS),
    *(f'<img aria-label="{text}" title="Title">' for text in TEXTS),
    *(f'<img alt="Alt" aria-labelledby="one"><p id="one">{text}</p>' for text in TEXTS[2:]),
    *(f"<svg><title>{text}</title><text>no</text></svg>" for text in TEXTS),
    *(f'<object data="x" title="{text}">fallback</object>' for text in TEXTS),
    *(f'<map name="m"><area href="x" alt="{text}"></map>' for text in TEXTS),
    *(f'<div role="img" aria-label="{text}">no</div>' for text in TEXTS),
    *(f'<iframe title="{text}"></iframe><video title="{text}"></video>' for text in TEXTS),
    '<img alt="Alt" role="none"><img alt="Alt" role="nonsense">',
    '<img aria-labelledby="a b c"><p id="a">One</p><p id="c"><b>three</b><i hidden> and four</i></p>',
    '<img aria-labelledby="s" id="s" aria-label="Self">',
    '<svg aria-labelledby="t"><title id="t">Chart</title></svg><svg role="img"><g><title>part</title></g></svg>',
]
LINKS = [
    *(f"<a href=x>{picture}</a>" for picture in PICTURES[:12]),
    *(f"<button>{picture} and text</button>" for picture in PICTURES[:12]),
    "<a href=x><p>One</p><p>two</p></a><a href=x title=Title></a><a href=x aria-label=Label>text</a>",
    "<a href=x>seen<p hidden>not</p><p aria-hidden=true>not</p></a>",
]


def test_names_are_those_of_a_peer() -> None:
    if NODE is None:
        pytest.skip("node is not installed")
    pages = [f"<!DOCTYPE html><title>t</title><body>{body}" for body in (*PICTURES, *LINKS)]
    question = json.dumps({"pages": pages, "selector": SELECTOR})
    answer = subprocess.run([NODE, str(SCRIPT)], input=question, capture_output=True, text=True, check=False)
    if "MODULE_NOT_FOUND" in answer.stderr:
        pytest.skip("jsdom and dom-accessibility-api are not installed")
    assert answer.returncode == 0, answer.stderr
    differences = []
    for page, theirs in zip(pages, json.loads(answer.stdout), strict=True):
        document = tree.parse(page)
        accessibility = Accessibility(document)
        ours = [accessibility.name(element).text for element in document.select(SELECTOR)]
        if ours != [" ".join(name.split()) for name in theirs]:
            differences.append((page, ours, theirs))
    assert differences == []
