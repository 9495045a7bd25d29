"""Accessible names: accname 1.2, HTML-AAM, SVG-AAM."""

from __future__ import annotations

import pytest

from mediaaudit.readers.html import tree
from mediaaudit.readers.html.accessibility import Accessibility


def name_of(html: str, selector: str) -> tuple[str, str]:
    document = tree.parse(html)
    element = document.select_one(selector)
    assert element is not None
    name = Accessibility(document).name(element)
    return name.text, name.source


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<img>", ("", "none")),
        ('<img alt="">', ("", "none")),
        ('<img alt=" ">', ("", "none")),
        ('<img alt="&nbsp;">', ("", "none")),
        ('<img alt="A  red\n bridge ">', ("A red bridge", "alt")),
        ('<img alt="A" title="B">', ("A", "alt")),
        ('<img alt="" title="B">', ("B", "title")),
        ('<img title="B">', ("B", "title")),
        ('<img alt="A" aria-label="C">', ("C", "aria-label")),
        ('<img alt="A" aria-label=" ">', ("A", "alt")),
        ('<img alt="A" role="presentation">', ("", "none")),
        ('<img alt="A" role="none" tabindex="0">', ("A", "alt")),
        ('<img alt="A" role="img">', ("A", "alt")),
        ('<img ALT="first" alt="second">', ("first", "alt")),
        ("<figure><img><figcaption>Caption</figcaption></figure>", ("", "none")),
    ],
)
def test_img(html: str, expected: tuple[str, str]) -> None:
    assert name_of(html, "img") == expected


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        ("<p id=a>One</p><p id=b>two</p>", "One two"),
        ("<p id=b>two</p>", "two"),
        ("<p id=a hidden>One</p>", "One"),
        ("<p id=a style='display:none'>One <b style='display:none'>more</b></p>", "One more"),
        ("<p id=a>One <b style='display:none'>more</b></p>", "One"),
        ("<p id=a>One</p><p id=a>again</p>", "One"),
        ("<template><p id=a>inside</p></template><p id=a>One</p>", "One"),
        ("<p id=a><img alt='Picture'> of</p>", "Picture of"),
        ("<p id=a aria-label=Label>One</p>", "Label"),
        ("<p id=a aria-labelledby=c>One</p><p id=c>never</p>", "One"),
        ("<p id=a>One<script>no()</script><style>p{}</style><noscript>no</noscript></p>", "One"),
        ("<input id=a type=text value=typed>", "typed"),
    ],
)
def test_labelledby(targets: str, expected: str) -> None:
    assert name_of(f'<img alt="alt" aria-labelledby="a b">{targets}', "img") == (expected, "aria-labelledby")


@pytest.mark.parametrize("targets", ["", "<p id=a></p>", "<p id=a> <!-- nothing --> </p>", "<p id=a><img alt=''></p>"])
def test_labelledby_without_text_leaves_the_other_sources(targets: str) -> None:
    assert name_of(f'<img alt="alt" aria-labelledby="a b">{targets}', "img") == ("alt", "alt")


def test_labelledby_may_name_itself() -> None:
    assert name_of("<img id=i aria-labelledby='i p' aria-label=Mayor><p id=p>in May</p>", "img")[0] == "Mayor in May"


def test_labelledby_in_a_circle_ends() -> None:
    html = "<a id=x href=1 aria-labelledby=y>one</a><a id=y href=2 aria-labelledby=x>two</a>"
    assert name_of(html, "#x") == ("two", "aria-labelledby")


@pytest.mark.parametrize(
    ("html", "selector", "expected"),
    [
        ("<svg><title>Chart</title></svg>", "svg", ("Chart", "svg-title")),
        ("<svg><title></title><title>late</title></svg>", "svg", ("", "none")),
        ("<svg><g><title>part</title></g></svg>", "svg", ("", "none")),
        ("<svg><text>1 circle</text></svg>", "svg", ("", "none")),
        ("<svg aria-label=Chart><title>t</title></svg>", "svg", ("Chart", "aria-label")),
        ("<svg title=Chart></svg>", "svg", ("Chart", "title")),
        ("<svg><circle role=graphics-symbol><title>dot</title></circle></svg>", "circle", ("dot", "svg-title")),
        ("<object data=a title=Film alt=no>fallback</object>", "object", ("Film", "title")),
        ("<object data=a alt=no><img alt=no></object>", "object", ("", "none")),
        ("<embed src=a title=Film alt=no>", "embed", ("Film", "title")),
        ("<iframe title=Film>no</iframe>", "iframe", ("Film", "title")),
        ("<video title=Film>no</video>", "video", ("Film", "title")),
        ("<audio aria-label=Speech></audio>", "audio", ("Speech", "aria-label")),
        ("<canvas>A chart <b>of</b> sums</canvas>", "canvas", ("A chart of sums", "content")),
        ("<area alt=Sun href=x title=t>", "area", ("Sun", "alt")),
        ("<area alt='' href=x title=t>", "area", ("t", "title")),
        ("<amp-img alt='A bridge'></amp-img>", "amp-img", ("A bridge", "alt")),
        ("<div role=img>text</div>", "div", ("", "none")),
        ("<div role=img aria-label=Logo>text</div>", "div", ("Logo", "aria-label")),
        ("<div role=img title=Logo>text</div>", "div", ("Logo", "title")),
        ("<figure><img><figcaption>Words</figcaption></figure>", "figure", ("Words", "content")),
    ],
)
def test_other_media(html: str, selector: str, expected: tuple[str, str]) -> None:
    assert name_of(html, selector) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<input type=image alt=Search value=v name=n>", ("Search", "alt")),
        ("<input type=image alt='' value=v name=n>", ("", "none")),
        ("<input type=image alt='' title=Search>", ("Search", "title")),
        ("<label for=s>Search</label><input type=image id=s alt=no>", ("Search", "label")),
        ("<label>Search <input type=image alt=no></label>", ("Search", "label")),
        ("<input type=submit value=Send alt=no>", ("Send", "value")),
        ("<input type=text value=typed title=Name>", ("Name", "title")),
    ],
)
def test_inputs(html: str, expected: tuple[str, str]) -> None:
    assert name_of(html, "input") == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<a href=x><img alt=Home></a>", "Home"),
        ("<a href=x><img alt=''>Home</a>", "Home"),
        ("<a href=x><img title=Home></a>", "Home"),
        ("<a href=x><img alt=Home role=none></a>", ""),
        ("<a href=x><svg><title>Home</title></svg></a>", "Home"),
        ("<a href=x><span aria-label=Home>x</span></a>", "Home"),
        ("<a href=x><img aria-labelledby=l></a><p id=l hidden>Home</p>", "Home"),
        ("<a href=x><div>A</div><div>B</div></a>", "A B"),
        ("<a href=x><b>A</b><i>B</i></a>", "AB"),
        ("<a href=x><b style='display:block'>A</b><i>B</i></a>", "A B"),
        ("<a href=x>A<br>B</a>", "A B"),
        ("<a href=x>A<span hidden>B</span><span aria-hidden=true>C</span></a>", "A"),
        ("<a href=x>A<video>fallback</video></a>", "A"),
        ("<a href=x><details><summary>A</summary>closed</details></a>", "A"),
        ("<a href=x title=T></a>", "T"),
        ("<a href=x title=T>A</a>", "A"),
        ("<a href=x aria-label=L>A</a>", "L"),
        ("<a>no link</a>", ""),
        ("<a href=x role=tooltip>A</a>", "A"),
        ("<a href=x role=img>A</a>", ""),
        ("<a href=x hidden>A <b hidden>B</b></a>", "A B"),
        ("<a href=x><input value=v> <select><option>1<option selected>2</select></a>", "v 2"),
    ],
)
def test_links_are_named_by_their_content(html: str, expected: str) -> None:
    assert name_of(html, "a")[0] == expected


def test_button_is_named_by_its_content() -> None:
    assert name_of("<button>Open <img alt=menu></button>", "button") == ("Open menu", "content")


def test_shadow_content_and_slots_are_read() -> None:
    html = "<a href=x><span><template shadowrootmode=open>A <slot>default</slot> C</template>B</span></a>"
    assert name_of(html, "a")[0] == "A B C"


def test_ids_stay_in_their_tree() -> None:
    html = "<p id=a>outside</p><div><template shadowrootmode=open><img aria-labelledby=a><p id=a>inside</p></template></div>"
    document = tree.parse(html)
    host = document.select_one("div")
    assert host is not None
    assert host.shadow_root is not None
    image = host.shadow_root.select_one("img")
    assert image is not None
    assert Accessibility(document).name(image).text == "inside"
