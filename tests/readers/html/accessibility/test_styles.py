"""Style sheets: what is read of them, and which rule wins."""

from __future__ import annotations

import pytest

from mediaaudit.readers.html import tree
from mediaaudit.readers.html.accessibility import Accessibility
from mediaaudit.readers.html.accessibility.conditions import media_applies
from mediaaudit.readers.html.accessibility.declarations import declarations
from mediaaudit.readers.html.accessibility.selectors import parse_selectors

PICTURE = "<div id=box class='card wide'><p class=text><img id=pic class='photo lead' data-x=1></p></div>"


def is_hidden(css: str, html: str = PICTURE) -> bool:
    document = tree.parse(f"<style>{css}</style>{html}")
    image = document.select_one("img")
    assert image is not None
    return Accessibility(document).hidden_by(image) is not None


@pytest.mark.parametrize(
    "css",
    [
        "img{display:none}",
        "IMG { DISPLAY : NONE }",
        ".photo{display:none}",
        "#pic{display:none}",
        "#box{display:none}",
        "*{display:none}",
        "[data-x]{display:none}",
        "img.photo.lead#pic[data-x='1']{display:none}",
        ".card .text > img{display:none}",
        ".card>*>img{display:none}",
        ".x, .photo, .y{display:none}",
        ".photo:first-child{display:none}",
        ":is(.x, .lead){display:none}",
        ".photo:not(.small){display:none}",
        "div:nth-of-type(1) img{display:none}",
        ".ph\\6f to{display:none}",
        ".card{visibility:hidden}",
        ".card{content-visibility:hidden}",
        "a{color:red}.photo{color:blue;display:none;}",
        "a{content:'}'}.photo{display:none}",
        'a{content:"{"}.photo{display:none}',
        "/* } */.photo{display:none}",
        ".photo/**/{display:/**/none}",
        "@import url(x.css);.photo{display:none}",
        "@charset 'utf-8';.photo{display:none}",
        "<!-- -->.photo{}.photo{display:none}",
        ".photo{display:none",
        ".card{.photo{display:none}}",
        ".card{color:red;& .photo{display:none}}",
        ".card{>p>img{display:none}}",
        ".photo{&.lead{display:none}}",
        ".photo{@media screen{display:none}}",
        "@media screen{.photo{display:none}}",
        "@media screen{@media all{.photo{display:none}}}",
        "@supports (display:grid){.photo{display:none}}",
        "@layer a{.photo{display:none}}",
        "@layer a{@layer b{.photo{display:none}}}",
        ".tablet\\:x,.q\\[\\'\\'\\]{color:red}.photo{display:none}",
        "}.photo{}} .photo{display:none}",
    ],
)
def test_rules_that_hide(css: str) -> None:
    assert is_hidden(css)


@pytest.mark.parametrize(
    "css",
    [
        "",
        ".other{display:none}",
        ".photo .lead{display:none}",
        ".photo{display:block}",
        ".photo{display:var(--x)}",
        ".photo{-x-display:none}",
        ".photo::before{display:none}",
        ".photo:after{display:none}",
        ".photo:hover{display:none}",
        ".photo:unknown{display:none}",
        ".photo[{display:none}",
        ".photo:has(p){display:none}",
        "html,body{display:none}",
        "@media print{.photo{display:none}}",
        "@supports not (display:grid){.photo{display:none}}",
        "@container (width > 1px){.photo{display:none}}",
        "@keyframes x{from{visibility:hidden}.photo{display:none}}",
        "@font-face{font-display:none}",
        ".x{.photo{display:none}}",
        "/* .photo{display:none} */",
        "a{content:'.photo{display:none}'}",
        "{display:none}",
    ],
)
def test_rules_that_do_not(css: str) -> None:
    assert not is_hidden(css)


@pytest.mark.parametrize(
    ("css", "hidden"),
    [
        (".photo{display:none}.photo{display:block}", False),
        (".photo{display:block}.photo{display:none}", True),
        ("#pic{display:block}.photo{display:none}", False),
        (".photo.lead{display:none}.photo{display:block}", True),
        ("img{display:none}*{display:block}", True),
        (":where(#pic){display:none}img{display:block}", False),
        (":is(#pic,p){display:none}.photo{display:block}", True),
        (":not(#no).photo{display:none}.photo.lead{display:block}", True),
        (".photo{display:none!important}#pic{display:block}", True),
        (".photo{display:none ! IMPORTANT}#pic{display:block!important}", False),
        ("@layer a{#pic{display:none}}.photo{display:block}", False),
        ("@layer a{.photo{display:none!important}}#pic{display:block!important}", True),
        ("@layer a,b;@layer b{.photo{display:none}}@layer a{#pic{display:block}}", True),
        ("@layer b{.photo{display:none}}@layer a{.photo{display:block}}", False),
        (".photo{display:none;display:nonsense}", True),
        ("p{visibility:hidden}.photo{visibility:visible}", False),
        ("p{visibility:hidden}.photo{visibility:inherit}", True),
        (".photo{display:none}@media print{.photo{display:block}}", True),
        (".photo{display:none}@media(min-width:800px){.photo{display:block}}", False),
        (".photo{display:none}.photo{color:red}", True),
    ],
)
def test_the_cascade(css: str, hidden: bool) -> None:
    assert is_hidden(css) is hidden


@pytest.mark.parametrize(
    ("css", "style", "hidden"),
    [
        ("#pic{display:none}", "display:block", False),
        ("#pic{display:none!important}", "display:block", True),
        ("#pic{display:none!important}", "display:block!important", False),
        ("#pic{display:block}", "display:none", True),
    ],
)
def test_the_style_attribute(css: str, style: str, hidden: bool) -> None:
    assert is_hidden(css, f"<img id=pic style='{style}'>") is hidden


@pytest.mark.parametrize(
    ("html", "hidden"),
    [
        ("<img hidden>", True),
        ("<style>img{display:block}</style><img hidden>", False),
        ("<style media=print>img{display:none}</style><img>", False),
        ("<style media='screen, print'>img{display:none}</style><img>", True),
        ("<style type=text/plain>img{display:none}</style><img>", False),
        ("<noscript><style>img{display:none}</style></noscript><img>", False),
        ("<p><template><style>img{display:none}</style></template><img>", False),
        ("<style>.a{display:none}</style><style>.a{display:block}</style><img class=a>", False),
        ("<p></p><style>p ~ img{display:none}</style><img>", True),
        ("<style>p + img{display:none}</style><img><p></p>", False),
        ("<style>.no-js img{display:none}</style><div class=no-js><img></div>", False),
        ("<style>.lazy:not([src]){visibility:hidden}</style><img class=lazy>", False),
        ("<style>a\u0130{}img{DISPLAY:none}</style><img>", True),
    ],
)
def test_style_elements(html: str, hidden: bool) -> None:
    assert is_hidden("", html) is hidden


@pytest.mark.parametrize(
    ("query", "applies"),
    [
        ("", True),
        ("all", True),
        ("screen", True),
        ("only screen", True),
        ("print", False),
        ("not print", True),
        ("not screen", False),
        ("print, screen", True),
        ("(min-width: 600px)", True),
        ("screen and (min-width:600px) and (max-width: 1279px)", False),
        ("(max-width:40em)", False),
        ("(min-width:40rem)", True),
        ("(width >= 600px)", True),
        ("(600px <= width < 900px)", False),
        ("(600px<=width<=1600px)", True),
        ("(orientation:landscape)", True),
        ("(orientation:portrait)", False),
        ("(hover)", True),
        ("(prefers-reduced-motion: reduce)", False),
        ("(prefers-color-scheme:dark)", False),
        ("(unknown-feature: 1)", False),
        ("not screen and (unknown-feature: 1)", False),
        ("not all and (max-width:10px)", True),
        ("(min-width:calc(1px + 2px))", False),
        ("(min-width:..px)", False),
        ("and", False),
        ("screen (min-width:1px)", False),
    ],
)
def test_media_queries(query: str, applies: bool) -> None:
    assert media_applies(query) is applies


@pytest.mark.parametrize(
    ("selector", "specificity", "key"),
    [
        ("a", (0, 0, 1), "a"),
        ("*", (0, 0, 0), "*"),
        (".a", (0, 1, 0), ".a"),
        ("#a", (1, 0, 0), "#a"),
        ("a.b#c", (1, 1, 1), "#c"),
        ("#a b", (1, 0, 1), "b"),
        ("a > .b.c", (0, 2, 1), ".c"),
        ("a[href]:hover", (0, 2, 1), "a"),
        (":not(#a, .b)", (1, 0, 0), "*"),
        (":where(#a)", (0, 0, 0), "*"),
        ("svg|a", (0, 0, 1), "a"),
        (".a\\:b", (0, 1, 0), ".a:b"),
        (".\\31 0", (0, 1, 0), ".10"),
        ("a[b=')']", (0, 1, 1), "a"),
    ],
)
def test_selectors(selector: str, specificity: tuple[int, int, int], key: str) -> None:
    (found,) = parse_selectors(selector)
    assert (found.specificity, found.key) == (specificity, key)


@pytest.mark.parametrize("selector", ["", " ", "a::before", "a:after", "a:has(b)", "a:not(b", "{", "a{}", "x" * 5_000])
def test_selectors_of_no_element(selector: str) -> None:
    assert parse_selectors(selector) == []


def test_declarations() -> None:
    text = "color:red;display:inline-block;visibility : HIDDEN !important;display:flow root;display:12;x:display:none"
    assert declarations(text) == [
        ("display", "inline-block", False),
        ("visibility", "hidden", True),
        ("display", "flow root", False),
    ]
