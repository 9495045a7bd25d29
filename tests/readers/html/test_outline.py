"""The page laid flat: what is inside what, and which text a reader sees."""

from __future__ import annotations

import pytest

from mediaaudit.readers.html import tree
from mediaaudit.readers.html.outline import Outline


def outline(html: str) -> Outline:
    return Outline(tree.parse(html))


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>one <b>two</b> three</p>", "one two three"),
        ("<p>un<b>broken</b></p>", "unbroken"),
        ("<div>one</div><div>two</div>", "one two"),
        ("<p>one<br>two</p>", "one two"),
        ("<ul><li>one<li>two</ul>", "one two"),
        ("<span>A caption.</span><span>Its credit</span>", "A caption. Its credit"),
        ("<span>a caption</span><span>Its credit</span>", "a caption Its credit"),
        ("a\u00a0b\n\n c\t", "a b c"),
        ("x<script>no</script><style>no</style><!-- no --><template>no</template>y", "xy"),
        ("x<noscript>no</noscript><video>no</video><svg><text>no</text></svg>y", "xy"),
        ("<div><template shadowrootmode=open>shown </template>slotted</div>", "shown slotted"),
    ],
)
def test_text(html: str, text: str):
    assert outline(html).text(0) == text


def test_numbers_follow_the_document():
    page = outline("<main><p>a</p><p>b<i>c</i></p></main><p>d</p>")
    main, first, italic = (page.tags.index(tag) for tag in ("main", "p", "i"))
    second = page.tags.index("p", first + 1)
    assert page.ends[main] == italic + 1
    assert list(page.children(main)) == [first, second]
    assert list(page.ancestors(italic))[:2] == [second, main]
    assert page.within(italic, main)
    assert not page.within(main, italic)
    assert page.text(main) == "a bc"
    assert page.count([first, second, italic], main) == 3
