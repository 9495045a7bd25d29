"""Any page comes out of the fixes with the rest of its bytes as they were, and a second run changes nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from mediaaudit.catalogue.binding import bind
from mediaaudit.catalogue.catalogue import shipped_catalogue
from mediaaudit.engine.audit import audit
from mediaaudit.engine.inputs import Input, Inputs
from mediaaudit.engine.plan import PicturePaths, Plan
from mediaaudit.fixes.run import Fixing, fix_all
from mediaaudit.model.report import Finding

STYLE = {"style": "({photographers}/{agencies} via {via})"}
ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "utf-16-le", "utf-16-be")
MARKS = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
WORDS = st.sampled_from(["Brücke", "bridge", "Ida", "&amp;", "fish & chips", "50 %", "naïve", "a > b", "“so”", "é"])
CREDITS = ("", "(Jo Berg/AP)", "Photo: AFP / Jack Guez", "[Ida Lund/Reuters]", "(Photo by Ida Lund / AFP via Getty)")


@dataclass(frozen=True)
class Figure:
    text: str
    caption: str
    alt: str
    quote: str
    credit: str
    credit_in_alt: bool

    @property
    def html(self) -> str:
        alt = f"{self.alt} {self.credit}" if self.credit_in_alt else self.alt
        written = alt.replace(self.quote, "") if self.quote else alt.split()[0].strip("&>“”'\"=") or "x"
        return (
            f"<figure><IMG  src={self.quote or ''}a.png{self.quote or ''}\n alt={self.quote}{written}{self.quote} >"
            f"<figcaption>{self.caption}. {self.credit}</figcaption></figure>"
        )


figures = st.builds(
    Figure,
    text=st.text(alphabet="abc äß\r\n\t€&;<-", max_size=30),
    caption=st.lists(WORDS, min_size=2, max_size=4).map(" ".join),
    alt=st.lists(WORDS, min_size=2, max_size=4).map(" ".join),
    quote=st.sampled_from(['"', "'", ""]),
    credit=st.sampled_from(CREDITS),
    credit_in_alt=st.booleans(),
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    Image.new("RGB", (300, 200), "navy").save(folder / "a.png")
    return folder


def plan(folder: Path) -> Plan:
    find = shipped_catalogue().find
    bindings = (bind(find("ALT007")), bind(find("CRD004"), STYLE), bind(find("DLV001")))
    return Plan(bindings=bindings, as_of="2026-01-01", paths=PicturePaths(base_dir=folder))


def fixed(page: Path) -> bytes:
    run = plan(page.parent)

    def reaudit(uri: str, data: bytes) -> Sequence[Finding]:
        return audit(Inputs(inputs=(Input(uri=uri, kind="article", path=page, data=data),)), run).findings

    how = Fixing(
        applicabilities=frozenset({"safe"}),
        by_name=frozenset(),
        paths={"a.html": page},
        inside=(page.parent.resolve(),),
    )
    for result in fix_all(reaudit("a.html", page.read_bytes()), how, reaudit):
        assert not isinstance(result, tuple), result
    return page.read_bytes()


def encoded(figures_: Sequence[Figure], encoding: str, newline: str) -> bytes:
    head = '<meta charset="windows-1252">' if encoding == "cp1252" else '<meta charset="utf-8">'
    parts = [f"{figure.text}<!--m{n}-->{figure.html}<!--m{n}-->" for n, figure in enumerate(figures_)]
    page = f"{head}<article><h1>A</h1>\n{''.join(parts)}\n<p>x</article>".replace("\n", newline)
    return MARKS.get(encoding, b"") + page.encode(encoding, "replace")


def _bare(figure: str) -> str:
    figure = re.sub(r""" (width|height)=(["'])\d+\2""", "", figure)
    figure = re.sub(r"""alt=(["']).*?\1""", "alt", figure)
    return re.sub(r"(Photo:|\(|\[).*?</figcaption>", "", figure)


def skeleton(data: bytes, encoding: str) -> list[str]:
    """Return the page with what the fixes may change taken out: added attributes, alt values, credits."""
    text = data.decode(encoding, "surrogateescape")
    out = []
    for n, part in enumerate(re.split(r"<!--m\d+-->", text)):
        out.append(_bare(part) if n % 2 else part)
    return out


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(figures, min_size=1, max_size=4),
    st.sampled_from(ENCODINGS),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.binary(max_size=4),
)
def test_all_but_the_edits_stays(desk: Path, figures_: list[Figure], encoding: str, newline: str, junk: bytes) -> None:
    page = desk / "page.html"
    before = encoded(figures_, encoding, newline)
    if encoding in {"utf-8", "utf-8-sig"}:  # bytes that are no text in the middle of it
        before = before.replace(b"<p>x", b"<p>x" + junk.replace(b"<", b""))
    page.write_bytes(before)
    after = fixed(page)
    assert skeleton(after, encoding) == skeleton(before, encoding)
    assert fixed(page) == after


def test_the_generated_pages_are_fixed_at_all(desk: Path) -> None:
    figure = Figure("", "The bridge", "Two people", "'", "(Photo: AFP / Jack Guez)", credit_in_alt=True)
    page = desk / "page.html"
    page.write_bytes(encoded([figure], "utf-16-le", "\r\n"))
    assert (
        fixed(page)
        .decode("utf-16")
        .replace("\r\n", "\n")
        .count(
            "<IMG  src='a.png'\n alt='Two people' width='300' height='200' >"
            "<figcaption>The bridge. (Jack Guez/AFP)</figcaption>"
        )
        == 1
    )
