"""Which addresses of several documents lead to one file."""

from __future__ import annotations

import pytest

from mediaaudit.text.address import address_in


@pytest.mark.parametrize(
    ("uri", "address", "expected"),
    [
        ("a/x.html", "p.jpg", "a/p.jpg"),
        ("a/x.html", "./p.jpg", "a/p.jpg"),
        ("a/x.html", "../img/p.jpg", "img/p.jpg"),
        ("x.html", "p.jpg", "p.jpg"),
        ("a/x.html", "/img/p.jpg", "/img/p.jpg"),
        ("a/x.html", "https://example.com/p.jpg", "https://example.com/p.jpg"),
        ("a/x.html", "data:image/png;base64,AA==", "data:image/png;base64,AA=="),
    ],
)
def test_a_relative_address_is_so_in_its_folder_only(uri: str, address: str, expected: str) -> None:
    assert address_in(uri, address) == expected
