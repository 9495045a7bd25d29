"""Exposure, roles, focus, links: WAI-ARIA 1.2, HTML standard, CSS display and visibility."""

from __future__ import annotations

import pytest

from mediaaudit.readers.html import tree
from mediaaudit.readers.html.accessibility import Accessibility


def ask(html: str, selector: str = "img") -> tuple[Accessibility, tree.Element]:
    document = tree.parse(html)
    element = document.select_one(selector)
    assert element is not None
    return Accessibility(document), element


def exposure(html: str, selector: str = "img") -> str:
    accessibility, element = ask(html, selector)
    return accessibility.exposure(element)


def hidden_by(html: str, selector: str = "img") -> str | None:
    accessibility, element = ask(html, selector)
    return accessibility.hidden_by(element)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<img>", "exposed"),
        ("<img alt=x>", "exposed"),
        ("<img alt=''>", "decorative"),
        ("<img alt>", "decorative"),
        ("<img alt=' '>", "exposed"),
        ("<img alt='' title=''>", "decorative"),
        ("<img alt='' title=x>", "exposed"),
        ("<img alt='' aria-label=x>", "exposed"),
        ("<img alt='' aria-labelledby=a><p id=a hidden>x</p>", "exposed"),
        ("<img alt='' aria-describedby=a>", "exposed"),
        ("<img alt='' tabindex=0>", "exposed"),
        ("<img alt='' tabindex=x>", "decorative"),
        ("<img alt='' role=img>", "exposed"),
        ("<img alt='' role=nonsense>", "decorative"),
        ("<img alt='' aria-hidden=false>", "decorative"),
        ("<img alt=x role=none>", "decorative"),
        ("<img alt=x role=presentation>", "decorative"),
        ("<img alt=x role='nonsense PRESENTATION img'>", "decorative"),
        ("<img role=none tabindex=-1>", "exposed"),
        ("<img role=none aria-live=polite>", "exposed"),
        ("<img role=none aria-level=1>", "decorative"),
    ],
)
def test_img(html: str, expected: str) -> None:
    assert exposure(html) == expected


@pytest.mark.parametrize(
    ("html", "selector", "expected"),
    [
        ("<svg></svg>", "svg", "decorative"),
        ("<svg role=img></svg>", "svg", "exposed"),
        ("<svg><title>x</title></svg>", "svg", "exposed"),
        ("<svg role=none aria-label=x></svg>", "svg", "exposed"),
        ("<svg tabindex=0></svg>", "svg", "exposed"),
        ("<canvas></canvas>", "canvas", "decorative"),
        ("<canvas>words</canvas>", "canvas", "exposed"),
        ("<object data=x></object>", "object", "exposed"),
        ("<object data=x role=presentation></object>", "object", "decorative"),
        ("<a href=x role=none>x</a>", "a", "exposed"),
    ],
)
def test_other_media(html: str, selector: str, expected: str) -> None:
    assert exposure(html, selector) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<div style='margin-left:-9999px'><img></div>", None),
        ("<div style='opacity:0'><img></div>", None),
        ("<div style='display: none'><img></div>", "display"),
        ("<div style='DISPLAY : None'><img></div>", "display"),
        ("<div style='display:none!important;display:block'><img></div>", "display"),
        ("<div style='display:none;display:block'><img></div>", None),
        ("<div style='display:none;display:nonsense'><img></div>", "display"),
        ("<div style='/* display:none */'><img></div>", None),
        ("<div style='content:\";display:none;\"'><img></div>", None),
        ("<div style='x-display:none'><img></div>", None),
        ("<div style='visibility:hidden'><img></div>", "visibility"),
        ("<div style='visibility:collapse'><img></div>", "visibility"),
        ("<div style='visibility:hidden'><img style='visibility:visible'></div>", None),
        ("<div style='content-visibility:hidden'><img></div>", "content-visibility"),
        ("<div style='content-visibility:auto'><img></div>", None),
        ("<div hidden><img></div>", "hidden"),
        ("<div hidden style='display:block'><img></div>", None),
        ("<div hidden=until-found><img></div>", "hidden"),
        ("<div hidden=until-found style='display:block'><img></div>", "hidden"),
        ("<div aria-hidden=true><img></div>", "aria-hidden"),
        ("<div aria-hidden=TRUE><img aria-hidden=false></div>", "aria-hidden"),
        ("<div aria-hidden=false><img></div>", None),
        ("<div inert><img></div>", "inert"),
        ("<details><summary>s</summary><img></details>", "details"),
        ("<details><summary>s<img></summary></details>", None),
        ("<details><summary>s</summary><summary><img></summary></details>", "details"),
        ("<details open><img></details>", None),
        ("<dialog><img></dialog>", "dialog"),
        ("<dialog open><img></dialog>", None),
        ("<dialog style='display:flex'><img></dialog>", None),
        ("<div popover><img></div>", "popover"),
        ("<p><template><img></template>", "template"),
        ("<p><noscript><img></noscript>", "noscript"),
        ("<video src=x><img></video>", "fallback"),
        ("<object data=x><img></object>", "fallback"),
        ("<object><img></object>", None),
        ("<canvas><img></canvas>", None),
        ("<div role=img aria-label=x><img></div>", "presentational-child"),
        ("<body style='display:none'><img>", None),
        ("<body style='visibility:hidden'><img>", None),
        ("<body aria-hidden=true><img>", "aria-hidden"),
    ],
)
def test_hidden_by(html: str, expected: str | None) -> None:
    assert hidden_by(html) == expected
    assert (exposure(html) == "hidden") is (expected is not None)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<svg display=none><circle></svg>", "display"),
        ("<svg visibility=hidden><circle></svg>", "visibility"),
        ("<svg display=none style='display:block'><circle></svg>", None),
        ("<svg hidden><circle></svg>", None),
        ("<svg><defs><circle></defs></svg>", "metadata"),
        ("<svg><g><circle></g></svg>", None),
        ("<svg role=img><circle></svg>", "presentational-child"),
    ],
)
def test_svg_content(html: str, expected: str | None) -> None:
    assert hidden_by(html, "circle") == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<img usemap=#m><map name=m><area href=x></map>", None),
        ("<map name=m><area href=x></map>", "unused-map"),
        ("<area href=x>", "unused-map"),
        ("<img usemap=#m><map name=m aria-hidden=true><area href=x></map>", "aria-hidden"),
    ],
)
def test_areas(html: str, expected: str | None) -> None:
    assert hidden_by(html, "area") == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p><template shadowrootmode=open><slot></slot></template><img></p>", None),
        ("<p><template shadowrootmode=open></template><img></p>", "unslotted"),
        ("<p><template shadowrootmode=open><slot name=s></slot></template><img></p>", "unslotted"),
        ("<p><template shadowrootmode=open><slot name=s></slot></template><img slot=s></p>", None),
        ("<p><template shadowrootmode=open><b hidden><slot></slot></b></template><img></p>", "hidden"),
        ("<p><template shadowrootmode=open><style>img{display:none}</style><slot></slot></template><img></p>", None),
        ("<style>slot{display:none}</style><p><template shadowrootmode=open><slot></slot></template><img></p>", None),
    ],
)
def test_shadow_trees(html: str, expected: str | None) -> None:
    assert hidden_by(html) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<img>", None),
        ("<style>img{display:none}</style><img>", "display"),
        ("<slot><img></slot>", None),
        ("<slot name=s><img></slot>", "unslotted"),
    ],
)
def test_inside_a_shadow_tree(content: str, expected: str | None) -> None:
    document = tree.parse(f"<p><template shadowrootmode=open>{content}</template><b slot=s>filled</b></p>")
    host = document.select_one("p")
    assert host is not None
    assert host.shadow_root is not None
    image = host.shadow_root.select_one("img")
    assert image is not None
    assert Accessibility(document).hidden_by(image) == expected


@pytest.mark.parametrize(
    ("html", "selector", "expected"),
    [
        ("<img>", "img", None),
        ("<img role=none>", "img", "none"),
        ("<img role=none tabindex=0>", "img", None),
        ("<img role='x button'>", "img", "button"),
        ("<img role=image>", "img", "img"),
        ("<img role=widget>", "img", None),
        ("<svg role=graphics-symbol></svg>", "svg", "graphics-symbol"),
        ("<a href=x role=doc-biblioref>1</a>", "a", "doc-biblioref"),
        ("<nav role=presentation aria-label=x></nav>", "nav", None),
    ],
)
def test_role(html: str, selector: str, expected: str | None) -> None:
    accessibility, element = ask(html, selector)
    assert accessibility.role(element) == expected


@pytest.mark.parametrize(
    ("html", "selector", "focusable", "tabbable"),
    [
        ("<a href=x></a>", "a", True, True),
        ("<a></a>", "a", False, False),
        ("<a href=x tabindex=-1></a>", "a", True, False),
        ("<a href=x hidden></a>", "a", False, False),
        ("<a href=x aria-hidden=true></a>", "a", True, True),
        ("<p inert><a href=x></a></p>", "a", False, False),
        ("<img tabindex=' 1x'>", "img", True, True),
        ("<img tabindex=none>", "img", False, False),
        ("<input type=image>", "input", True, True),
        ("<input type=hidden>", "input", False, False),
        ("<button disabled></button>", "button", False, False),
        ("<video controls></video>", "video", True, True),
        ("<video></video>", "video", False, False),
        ("<iframe></iframe>", "iframe", True, True),
        ("<p contenteditable=false></p>", "p", False, False),
        ("<p contenteditable></p>", "p", True, True),
    ],
)
def test_focus(html: str, selector: str, focusable: bool, tabbable: bool) -> None:
    accessibility, element = ask(html, selector)
    assert accessibility.focusable(element) is focusable
    assert accessibility.tabbable(element) is tabbable


def test_link_is_the_nearest_one_with_its_whole_name() -> None:
    html = "<a href=/story class=card><p><img alt=''></p><h2>Bridge opens</h2></a>"
    accessibility, image = ask(html)
    link = accessibility.link(image)
    assert link is not None
    assert (link.href, link.name, link.tabbable) == ("/story", "Bridge opens", True)
    assert html[link.span.start : link.span.end] == "<a href=/story class=card>"


@pytest.mark.parametrize(
    ("html", "selector", "href"),
    [
        ("<button><img></button>", "img", None),
        ("<p role=link><img></p>", "img", None),
        ("<input type=image>", "input", None),
        ("<area href=x>", "area", "x"),
        ("<svg><a xlink:href=x><circle></a></svg>", "circle", "x"),
    ],
)
def test_what_counts_as_a_link(html: str, selector: str, href: str | None) -> None:
    accessibility, element = ask(html, selector)
    link = accessibility.link(element)
    assert link is not None
    assert link.href == href


def test_no_link() -> None:
    accessibility, image = ask("<p><a name=x><img></a></p>")
    assert accessibility.link(image) is None
    assert accessibility.adjacent_text(image) is None


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<a href=x><img alt=Bridge> Bridge</a>", "Bridge"),
        ("<a href=x><img alt=Bridge></a>", None),
        ("<a href=x><img alt=Bridge><img alt=River></a>", "River"),
        ("<a href=x><img alt=Bridge><span hidden>Bridge</span></a>", None),
        ("<a href=x><img alt=Bridge></a>Bridge", None),
        ("<button><img alt=Bridge><b>Bridge</b></button>", "Bridge"),
    ],
)
def test_adjacent_text(html: str, expected: str | None) -> None:
    accessibility, image = ask(html)
    text = accessibility.adjacent_text(image)
    assert (text.value if text else None) == expected
