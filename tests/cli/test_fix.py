"""Fixes from the command line: what changes, what stays, and what is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from .conftest import Run

STYLE = '[options.CRD004]\nstyle = "({photographers}/{agencies})"\n'
DIMENSIONS = ("--select", "DLV001", "--isolated")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Image.new("RGB", (300, 200), "navy").save(tmp_path / "a.png")
    return tmp_path


def write(folder: Path, html: str, name: str = "page.html", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(html.encode(encoding))
    return path


def article(img: str, caption: str = "The bridge.") -> str:
    return f"<article><h1>A</h1>\r\n<figure>{img}<figcaption>{caption}</figcaption></figure>\r\n<p>x</article>\r\n"


@pytest.mark.parametrize(
    ("img", "fixed"),
    [
        ('<img src="a.png" alt="A bridge">', '<img src="a.png" alt="A bridge" width="300" height="200">'),
        ("<IMG SRC='a.png' alt=bridge>", "<IMG SRC='a.png' alt=bridge width='300' height='200'>"),
        ("<img alt=bridge src=a.png>", '<img alt=bridge src=a.png width="300" height="200">'),
        ('<img src="a.png" alt="A bridge"/>', '<img src="a.png" alt="A bridge" width="300" height="200"/>'),
        ('<img src="a.png" alt="b" width="150">', '<img src="a.png" alt="b" width="150" height="100">'),
        ('<img width="" src="a.png" alt="b" height>', '<img width="300" src="a.png" alt="b" height="200">'),
        ('<img src="a.png" alt="b" width="100%">', None),
        ('<img src="a.png" srcset="b.png 2x" alt="b">', None),
        ('<img src="a.png" alt="b" style="max-width: 100%">', None),
        ('<img src="gone.png" alt="b">', None),
    ],
)
def test_width_and_height_from_the_file(run: Run, desk: Path, img: str, fixed: str | None) -> None:
    page = write(desk, article(img))
    run("check", "page.html", *DIMENSIONS, "--fix")
    assert page.read_bytes() == article(fixed or img).encode()


def test_the_house_style_keeps_everything_else(run: Run, desk: Path) -> None:
    write(desk, STYLE, "mediaaudit.toml")
    page = write(desk, "\ufeff" + article("<img src=a.png alt='Brücke'>", "Über die Brücke. Photo: AFP / Jack Guez"))
    result = run("check", "page.html", "--select", "CRD004", "--fix", "--show-fixes")
    assert page.read_bytes().decode("utf-8") == "\ufeff" + article(
        "<img src=a.png alt='Brücke'>", "Über die Brücke. (Jack Guez/AFP)"
    )
    assert "Fixed 1 finding in 1 file." in result.stderr
    assert "page.html:\n    1 × CRD004 credit/format" in result.stderr
    again = run("check", "page.html", "--select", "CRD004", "--fix")
    assert "Fixed 0 findings" in again.stderr


def test_a_credit_moves_out_of_an_alt_only_where_it_is_printed(run: Run, desk: Path) -> None:
    img = '<img src="a.png" alt="A woman cuts a ribbon (Jo Berg/AP)">'
    page = write(desk, article(img, "The opening. (Jo Berg/AP)"))
    other = write(desk, article(img, "The opening. (Ida Lund/AP)"), "other.html")
    torn = '<img src="a.png" alt="Two people Photo: AP / Jo Berg">'  # "Photo" would be left behind
    write(desk, article(torn, "The opening. (Jo Berg/AP)"), "torn.html")
    run("check", ".", "--select", "ALT007", "--isolated", "--fix")
    assert 'alt="A woman cuts a ribbon"' in page.read_text(encoding="utf-8")
    assert img in other.read_text(encoding="utf-8")
    assert 'Two people Photo"' not in (desk / "torn.html").read_text(encoding="utf-8")


def test_unsafe_fixes_are_asked_for(run: Run, desk: Path) -> None:
    exif = Image.Exif()
    exif[0x13B], exif[0x8298] = "Ida Lund", "Reuters"
    Image.new("RGB", (300, 200), "navy").save(desk / "a.jpg", exif=exif)
    page = write(desk, article('<img src="a.jpg" alt="A bridge">'))
    before = page.read_bytes()
    run("check", ".", "--select", "CRD001", "--isolated", "--fix")
    assert page.read_bytes() == before
    run("check", ".", "--select", "CRD001", "--isolated", "--unsafe-fixes")
    assert "The bridge. (Ida Lund)</figcaption>" in page.read_text(encoding="utf-8")


def test_a_diff_changes_nothing(run: Run, desk: Path) -> None:
    page = write(desk, article('<img src="a.png" alt="A bridge">'))
    before = page.read_bytes()
    result = run("check", "page.html", *DIMENSIONS, "--diff")
    assert (result.exit_code, page.read_bytes()) == (1, before)
    assert '\n+<figure><img src="a.png" alt="A bridge" width="300" height="200">' in result.stdout
    assert "Would fix 1 finding in 1 file." in result.stderr
    run("check", "page.html", *DIMENSIONS, "--fix")
    result = run("check", "page.html", *DIMENSIONS, "--diff")
    assert (result.exit_code, result.stdout) == (0, "")


def test_what_could_not_be_fixed_says_why(run: Run, desk: Path) -> None:
    page = write(desk, article('<img src="a.png" alt="A bridge">'))
    page.chmod(0o444)
    result = run("check", "page.html", *DIMENSIONS, "--fix", "--format", "json")
    assert "page.html was not fixed: it is read-only." in result.stderr
    (finding,) = json.loads(result.stdout)["findings"]
    assert finding["fixes"][0]["failure"] == "it is read-only"
    assert "not made: it is read-only" in run("check", "page.html", *DIMENSIONS, "--fix").stdout
    result = run("check", "-", *DIMENSIONS, "--fix", "--base-dir", ".", stdin=page.read_bytes())
    assert "<stdin> was not fixed: it is no file." in result.stderr


def test_suppressed_and_known_findings_are_left_alone(run: Run, desk: Path) -> None:
    page = write(desk, article('<img src="a.png" alt="A bridge" data-mediaaudit-ignore="DLV001: css">'))
    before = page.read_bytes()
    run("check", "page.html", *DIMENSIONS, "--fix")
    assert page.read_bytes() == before


@pytest.mark.parametrize(
    ("head", "encoding", "written"),
    [
        ('<meta charset="windows-1252">', "cp1252", "(Jörg Řezáč/AFP)".encode("cp1252", "xmlcharrefreplace")),
        ('<meta charset="utf-8">', "utf-8", "(Jörg Řezáč/AFP)".encode()),
        ("", "ascii", b"(J&#246;rg &#344;ez&#225;&#269;/AFP)"),
    ],
)
def test_characters_that_the_encoding_lacks(run: Run, desk: Path, head: str, encoding: str, written: bytes) -> None:
    xmp = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" '
        'photoshop:Credit="AFP"><dc:creator><rdf:Seq><rdf:li>Jörg Řezáč</rdf:li></rdf:Seq></dc:creator>'
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    Image.new("RGB", (300, 200), "navy").save(desk / "a.jpg", xmp=xmp.encode())
    page = write(desk, head + article('<img src="a.jpg" alt="A bridge">'), encoding=encoding)
    run("check", ".", "--select", "CRD001", "--isolated", "--unsafe-fixes")
    assert b"The bridge. " + written + b"</figcaption>" in page.read_bytes()


def test_pictures_are_rewritten_for_rules_selected_by_name_only(run: Run, desk: Path) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (55.0, 42.0, 33.0), 3: "E", 4: (13.0, 11.0, 28.0)})
    exif[0x13B] = "Ida Lund"
    picture = desk / "a.jpg"
    Image.new("RGB", (300, 200), "navy").save(picture, exif=exif)
    before = picture.read_bytes()
    write(desk, article('<img src="a.jpg" alt="A bridge">'))
    run("check", ".", "--select", "privacy", "--isolated", "--fix")
    assert picture.read_bytes() == before
    assert "Picture file a.jpg would change" in run("check", ".", "--select", "PRV001", "--isolated", "--diff").stdout
    result = run("check", ".", "--select", "privacy/gps", "--isolated", "--fix")
    after = picture.read_bytes()
    assert (result.exit_code, len(after)) == (0, len(before))
    assert after != before
    with Image.open(picture) as image:
        assert image.getexif().get_ifd(0x8825) == {}
        assert image.getexif()[0x13B] == "Ida Lund"
