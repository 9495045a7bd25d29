"""What a text alternative says: file names, placeholders, what no voice can read, which language."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediaaudit.catalogue.phrases import phrase_book
from mediaaudit.text.alt.drawing import nameless_parts
from mediaaudit.text.alt.file_name import file_name_kind, stem
from mediaaudit.text.alt.language import language_of
from mediaaudit.text.alt.placeholder import placeholder_kind
from mediaaudit.text.alt.speech import speech_fault
from mediaaudit.text.shorten import shorten
from mediaaudit.text.words import is_run_of, phrase_index, plain, share_in, words


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("nyhavn.jpeg", "file"),
        ("1.JPG", "file"),
        ("Foto von mir.png", "file"),
        ("“logo.svg”", "file"),
        ("https://example.org/a/b", "address"),
        ("www.example.org", "address"),
        ("/wp-content/uploads/2024/bridge", "address"),
        ("uploads/2024/bridge", "address"),
        (r"C:\Users\ida\bridge", "address"),
        ("data:image/gif;base64,R0lGOD", "address"),
        ("DSC_0147", "device"),
        ("IMG 4711", "device"),
        ("img-20240131-wa0007", "device"),
        ("PXL_20240131_101112", "device"),
        ("Screenshot 2024-01-31 at 10.11.12", "device"),
        ("Bildschirmfoto 2024-01-31 um 10.11.12", "device"),
        ("WhatsApp Image 2024-01-31 at 10.11.12", "device"),
        ("unnamed (1)", "device"),
        ("94251e110d24a4c2b6e6ce76e7203374", "code"),
        ("550e8400-e29b-41d4-a716-446655440000", "code"),
        ("GettyImages-515208860", "code"),
        ("AP24010820434600", "code"),
        ("AFP__20240101__34EX7WQ__v1__Preview", "code"),
        ("20240131", "code"),
        ("P1040211", "device"),
        ("PA180042", "device"),
        ("_DSC1234", "device"),
        ("100_0815", "device"),
        ("GX010042", "device"),
        ("DJI_0007 (2)", "device"),
        ("DSC_0147 copy", "device"),
        ("R0010042", "device"),
        ("2026-05-18 16.00.01", "device"),
        ("20260518_160001", "device"),
        ("photo_2026-05-18_16-00-01", "device"),
        ("Capture d’écran 2026-05-18 à 16.00.01", "device"),
        ("屏幕截图 2026-05-18 160001", "device"),
        ("Screenshot_20260518-160001_Chrome", "device"),
        ("스크린샷 2026-05-18 오후 4.00.01", "device"),
        ("Ekran Resmi 2026-05-18 16.00.01", "device"),
        ("PHOTO-2026-05-18-16-00-01", "device"),
        ("clip_image002", "device"),
        ("bridge-opening-1024x683", "device"),
        ("bridge-e1747576800123", "device"),
        ("bridge-150x150-1", "device"),
        ("bridge@2x.png", "file"),
        ("bridge.jpg (1)", "file"),
        ("bridge.webp?w=640", "file"),
        ("DSC_0815.NEF", "file"),
        ("urn:newsml:dpa.com:20090101:260518-99-123456", "code"),
        ("260518-99-123456", "code"),
        ("tag:reuters.com,2026:newsml_RC2ABC9DEF1K", "code"),
        ("RC2ABC9DEF1K", "code"),
        ("AF1QipNkX2b7QwE9vTz", "code"),
        ("{3F2504E0-4F89-11D3-9A0C-0305E82C3301}", "code"),
        ("image.php?id=3", "address"),
        ("mayor_opens_bridge", "joined"),
        ("The mayor ida_lund", "joined"),
    ],
)
def test_file_names(text: str, kind: str) -> None:
    assert file_name_kind(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "", "Nyhavn", "NASA/JPL", "AP/Reuters/dpa", "AC/DC", "Covid-19", "A Boeing 737", "F-35", "Apollo 11", "10000m", "2024", "1,000,000",
        "@ida_lund_1984", "#BlackLivesMatter2020", "and/or", "24/7", "mother-in-law", "The band x.ai", "Photo 1945 Berlin", "Screenshot of the app with 3 tabs",
        "The bridge on 2026-05-18 at 16:00:01", "In 1024x683", "LED-Panel-60x60", "MacBookPro16", "iPhone 15 Pro", "P10", "Route 66", "A4_", "040-12345678", "McDonald's", "2026-05-18", "Queue at gate 2026", "CSC 2026",
        "The file is called bridge.jpg and stands for all that the city wanted to show of itself that year in one.jpg", "Facade", "decade", "3.5", "n/a",
    ],
)  # fmt: skip
def test_words_are_no_file_names(text: str) -> None:
    assert file_name_kind(text) is None


PROGRAMS = phrase_book().for_language(None).of("alt.program-name")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Screenshot (12)", "device"), ("Screenshot 2026-05-18", "device"), ("Screen Shot 2026-05-18 at 4.00.01 PM", "device"), ("スクリーンショット (3)", "device"), ("截屏2026-05-18 16.00.01", "device"), ("Näyttökuva 12", "device"),
        ("لقطة الشاشة 2026-05-18 في 4.00.01 م", "device"), ("צילום מסך 2026-05-18", "device"), ("微信图片_20260518160001", "device"), ("Ảnh chụp màn hình 2026-05-18", "device"), ("Captura de pantalla (2)", "device"),
        ("Screenshot", None), ("Screenshot of the app", None), ("Screenshot 3 tabs", None), ("Screenshot 2026-05-18: the budget app", None), ("Schermata 2 con la mappa", None),
    ],
)  # fmt: skip
def test_names_by_programs_in_any_language(text: str, kind: str | None) -> None:
    assert file_name_kind(text, programs=phrase_index(PROGRAMS)) == kind


@pytest.mark.parametrize(
    ("text", "address", "kind"),
    [
        ("mayor_opens_bridge", "/a/mayor_opens_bridge.jpg?w=640", "source"),
        ("mayor-opens-bridge", "mayor_opens_bridge-1.jpg", None),
        ("mayor-opens-bridge", "https://x.example/mayor-opens-bridge.jpg", "source"),
        ("lost city 1024x683", "lost-city-1024x683.png", "source"),
        ("lost city", "lost-city.png", None),  # files are named after what they show
        ("Apollo 11", "apollo-11.jpg", None),
        ("nyhavn", "nyhavn.jpg", None),
        ("Überschwemmung_köln", "%C3%9Cberschwemmung_k%C3%B6ln.jpg", "source"),
    ],
)
def test_the_name_of_the_own_file(text: str, address: str, kind: str | None) -> None:
    assert file_name_kind(text, ["other.jpg", address]) == kind


def test_stem() -> None:
    assert stem("https://x.example/a/Ny%20Havn.JPEG?w=3#x") == "ny havn"
    assert stem("") == ""


WHOLE = phrase_index(frozenset({"image", "alt text", "图片", "légende de l'image"}))
OPENINGS = phrase_index(frozenset({"kein alternativer text", "写真の説明"}))
GENERIC = phrase_index(frozenset({"chart", "logo"}))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Image", "placeholder"), ("[image]", "placeholder"), ("image 3", "placeholder"), ("Image 2 of 7", "placeholder"), ("image #4", "placeholder"), ("image-1/12", "placeholder"),
        ("ALT-TEXT", "placeholder"), ("图片", "placeholder"), ("图片1", "placeholder"), ("Légende de l’image", "placeholder"), ("Lorem ipsum dolor", "placeholder"), ("XXX", "placeholder"), ("tk", "placeholder"),
        ("Kein alternativer Text für dieses Bild", "placeholder"), ("写真の説明はありません", "placeholder"), ("{{ image.alt }}", "template"), ("${alt}", "template"), ("<%= alt %>", "template"), ("%title%", "template"), ("[object Object]", "template"),
        ('""', "quotes"), ("“”", "quotes"), ("Chart", "generic"), ("logo 2", "generic"),
        ("", None), ("   ", None), ("An image of grace", None), ("Kein alternativer Texter", None), ("Image rights protest", None), ("Chart of rents", None), ("100 %", None), ("{sic}", "template"), ("图片报道", None),
        ("The 3 images", None), ("Mr X", None),
    ],
)  # fmt: skip
def test_placeholders(text: str, kind: str | None) -> None:
    assert placeholder_kind(text, WHOLE, OPENINGS, GENERIC) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("TODO: describe", "placeholder"),
        ("TODO describe the picture", "placeholder"),
        ("FIXME - ask Ida", "placeholder"),
        ("TBD (after the match)", "placeholder"),
        ("Todo listo para la feria", None),
        ("TODO LISTO PARA LA FERIA", None),
        ("TODOS a la calle", None),
        ("A sign that says TODO: pray", None),
    ],
)
def test_a_note_to_oneself_is_a_placeholder(text: str, kind: str | None) -> None:
    assert placeholder_kind(text, WHOLE, OPENINGS, GENERIC) == kind


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("...", "symbols"), ("–", "symbols"), ("| >", "symbols"), ("\u200b.", "symbols"), ("&nbsp;", "entities"), ("AT&amp;T", "entities"), ("<p>Text</p>", "markup"), ("a<br/>b", "markup"),
        ("Ã¼ber", "mojibake"), ("itâ€™s", "mojibake"), ("caf\ufffd", "mojibake"), ("7", "number"), ("2024", "number"), (", left, speaks", "fragment"), (") and others", "fragment"),
        ("", None), ("😀", None), ("★★★", None), ("→", None), ("AT&T", None), ("Tom & Jerry; friends", None), ("a < b", None), ("…and off", None), ("'Quoted'", None), ("À São Paulo", None), ("Â", None), ("Ão", None), (".NET", None), ("市長", None), ("123456", None),
    ],
)  # fmt: skip
def test_speech(text: str, fault: str | None) -> None:
    assert speech_fault(text) == fault


LANGUAGES = {
    "en": frozenset({"the", "and", "of", "with", "her"}),
    "de": frozenset({"der", "und", "mit", "die", "von"}),
    "nl": frozenset({"het", "van", "met", "die"}),
}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The mayor of the city with her son", "en"),
        ("Die Frau und der Mann mit dem Hund", "de"),
        ("The mayor", None),
        ("", None),
        ("the und of mit der and", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert language_of(text, LANGUAGES) == language


def test_words_and_overlap() -> None:
    assert words("The mayor’s “Bridge” – it_is № 1") == ("the", "mayor's", "bridge", "it", "is", "no", "1")
    assert words("图为市长") == ("图", "为", "市", "长")
    assert words("이재명 대통령") == ("이재명", "대통령")
    assert plain("  L’IMAGE—№1 ") == "l image no1"
    assert share_in(("a", "a", "b"), ("a", "b", "c")) == pytest.approx(2 / 3)
    assert share_in((), ("a",)) == 0
    assert is_run_of(("b", "c"), ("a", "b", "c"))
    assert not is_run_of(("a", "c"), ("a", "b", "c"))


def test_phrases_stand_as_words() -> None:
    index = phrase_index(frozenset({"photo of", "Photo of the day", "图为"}))
    assert index.start_of("photo of the day in may") == "photo of the day"
    assert index.start_of("photo offer") is None
    assert index.start_of("图为市长") == "图为"
    assert index.within("a good photo of her")
    assert not index.within("a telephoto offer")
    assert not phrase_index(frozenset()).within("photo")


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("a\n b\x00c", "a b c"),
        ("abcde " * 30, "abcde " * 8 + "abcde…"),
        ("x" * 99, "x" * 59 + "…"),
        ("x" * 5000, "x" * 59 + "…"),
        ("", ""),
    ],
)
def test_shorten(text: str, short: str) -> None:
    assert shorten(text) == short


@pytest.mark.parametrize(
    ("content", "roles"),
    [
        ('<circle role="graphics-symbol" r="4"/>', ["graphics-symbol"]),
        ('<g ROLE="img"><path/></g><g role=img></g>', ["img", "img"]),
        ('<g role="img"><title>A</title></g>', []),
        ('<g role="img"> <title> </title></g>', ["img"]),
        ('<g role="img" aria-label="A"/>', []),
        ('<g role="img" aria-label=" "/>', ["img"]),
        ('<g role="img" aria-labelledby="t"/>', []),
        ('<g role="graphics-object"/>', []),
        ('<g aria-hidden="true"><g role="img"/></g>', []),
        ('<defs><g role="img"/></defs>', []),
        ("<!-- <g role=img> -->", []),
        ("<path/>", []),
    ],
)
def test_nameless_parts(content: str, roles: list[str]) -> None:
    source = f"<svg>{content}</svg><g role=img>"
    found = list(nameless_parts(source, 5, frozenset({"img", "graphics-symbol"})))
    assert [role for _, role in found] == roles
    assert all(source[span.start] == "<" and source[span.end - 1] == ">" for span, _ in found)


@given(text=st.text(max_size=200))
def test_nothing_raises(text: str) -> None:
    file_name_kind(text, [text])
    placeholder_kind(text, WHOLE, OPENINGS, GENERIC)
    speech_fault(text)
    language_of(text, LANGUAGES)
    assert len(shorten(text)) <= 60


@pytest.mark.parametrize("piece", ["a", "a ", "_", "-1", "<", "&a", "{{", "a.", "/a", "1", "图", "(", '"', "é́"])
def test_megabytes_take_no_time(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    start = time.process_time()
    file_name_kind(text, [text])
    file_name_kind(text[:300], [text[:4000]])
    placeholder_kind(text, WHOLE, OPENINGS, GENERIC)
    placeholder_kind(text[:400], WHOLE, OPENINGS, GENERIC)
    speech_fault(text)
    shorten(text)
    assert time.process_time() - start < 0.5
