"""Drawings: well formed, SVG, passive."""

from __future__ import annotations

import pytest

from mediaaudit.readers.pictures import read_picture
from mediaaudit.readers.pictures.reading import Wanted

NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def codes(data: str | bytes) -> list[str]:
    content = data.encode() if isinstance(data, str) else data
    faults, pixels, _ = read_picture(content, "drawing.svg", wanted=Wanted(hash=True, signature=True))
    assert pixels is None
    return [fault.code for fault in faults.faults]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<rect width='3' height='4' fill='url(#a)'/>", []),
        ("<a href='https://example.com/'><text>read on</text></a>", []),
        ("<image href='data:image/png;base64,AAAA'/>", []),
        ("<use xlink:href='#shape'/>", []),
        ("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' rdf:about='http://x.example/'/>", []),
        ("<style>rect { fill: url(#a) } .on { }</style>", []),
        ("<script>alert(1)</script>", ["svg-script"]),
        ("<rect onclick='go()'/>", ["svg-handler"]),
        ("<a xlink:href='java&#9;script:alert(1)'/>", ["svg-script"]),
        ("<image href='https://example.com/a.png'/>", ["svg-external"]),
        ("<image xlink:href='photo.jpg'/>", ["svg-external"]),
        ("<use href='sprites.svg#a'/>", ["svg-external"]),
        ("<style>@import 'fonts.css';</style>", ["svg-external"]),
        ("<rect style='fill: url( &quot;http://example.com/x&quot; )'/>", ["svg-external"]),
        ("<script/><rect onload='x()'/><script/>", ["svg-script", "svg-handler"]),
    ],
)
def test_active_content(body, expected):
    assert codes(f"<svg {NS}>{body}</svg>") == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (f"<svg {NS}><rect></svg>", ["svg-malformed"]),
        (f"<svg {NS}><rect/>", ["svg-malformed"]),
        (f"<svg {NS}><x:rect/></svg>", ["svg-malformed"]),
        ("<svg width='4'><rect/></svg>", ["svg-namespace"]),
        (f"<?xml-stylesheet href='a.css'?><svg {NS}/>", ["svg-external"]),
        (f"<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://www.w3.org/svg11.dtd'><svg {NS}/>", []),
        ("<!DOCTYPE svg [<!ENTITY s 'http://www.w3.org/2000/svg'>]><svg xmlns='&s;'/>", []),
        (f"<!DOCTYPE svg [<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]><svg {NS}>&b;</svg>", ["svg-entities"]),
        (f"<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg {NS}>&a;</svg>", ["svg-entities"]),
        (f"<!DOCTYPE svg [<!ENTITY % a SYSTEM 'x.dtd'> %a;]><svg {NS}/>", ["svg-entities"]),
        (f"<svg {NS}>&nbsp;</svg>", ["svg-malformed"]),
        (f"<?xml version='1.0' encoding='x-none'?><svg {NS}/>", ["svg-malformed"]),
        (f"<svg {NS}>" + "<g>" * 50_000 + "</g>" * 50_000 + "</svg>", []),
        (f"<svg {NS}/>".encode("utf-16"), []),
        (f"<svg {NS}><text>\x01</text></svg>", ["svg-malformed"]),
    ],
)
def test_documents(data, expected):
    assert codes(data) == expected


def test_malformed_says_where():
    faults, *_ = read_picture(f"<svg {NS}>\n<rect></svg>".encode(), "a.svg")
    assert faults.unusable is not None
    assert "line 2" in faults.unusable.message


def test_a_drawing_under_a_photo_name_is_the_wrong_type():
    faults, *_ = read_picture(f"<svg {NS}/>".encode(), "photo.jpg")
    assert [fault.code for fault in faults.faults] == ["wrong-type"]
