"""The words around a film or sound, as readers get them."""

from __future__ import annotations

import pytest

from mediaaudit.readers.html import tree
from mediaaudit.readers.html.accessibility import Accessibility
from mediaaudit.readers.html.nearby import REACH, nearby_text
from mediaaudit.readers.html.outline import Outline


def near(html: str) -> str | None:
    parsed = tree.parse(html)
    outline, accessibility = Outline(parsed), Accessibility(parsed)
    number = outline.tags.index("audio")
    found = nearby_text(outline, number, lambda element: accessibility.hidden_by(element) is not None)
    return found.value if found else None


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Before</p><audio>old browser</audio><p>after <a href=x>Transcript</a></p>", "Before after Transcript"),
        ("<audio></audio>", None),
        ("<p>Far</p><figure><audio></audio><figcaption>Near</figcaption></figure>", "Near"),
        ("<p>Far</p><figure><audio></audio></figure>", "Far"),  # an empty figure says nothing
        ("<audio></audio><p hidden>no</p><p aria-hidden=true>no</p><p style='display:none'>no</p><p>yes</p>", "yes"),
        ("<audio></audio><script>no</script><template>no</template>", None),
        ("<div><audio></audio></div><video>no</video> yes", "yes"),
    ],
)
def test_nearby_text(html: str, expected: str | None) -> None:
    assert near(html) == expected


def test_reach_is_bounded() -> None:
    text = near("<p>" + "x" * 9000 + "a" * REACH + "</p><audio></audio>" + "<p>" + "b" * 9000 + "</p>")
    assert text is not None
    assert set(text) == {"a", "b", " "}
    assert len(text) <= 2 * REACH + 1
