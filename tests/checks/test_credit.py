"""Credits: what the examples of the rules do not show."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from mediaaudit.catalogue.directory import load_directory
from mediaaudit.catalogue.phrases import phrase_book
from mediaaudit.checks.credit import agreement, completeness, names, presence, style
from mediaaudit.checks.credit import format as house_style
from mediaaudit.model.corpus import Corpus, Use, Uses
from mediaaudit.model.credit import Credit
from mediaaudit.model.document import Document, StructuredImage
from mediaaudit.model.media import Candidate, Image
from mediaaudit.model.metadata import PhotoFields, PhotoMetadata
from mediaaudit.model.problem import Problem
from mediaaudit.model.source import SourceMap, Span, Text
from mediaaudit.text.credit import find_credit

DIRECTORY = load_directory()
PHRASES = phrase_book().for_language("en")
EMPTY = Document(uri="a.html", source=SourceMap(""))


def an_image(credit: str | None = None, caption: str | None = None, **facts: Any) -> Image:
    """Return a picture of an article; the texts have a place, so that findings have one."""
    place = (Span(10, 20),)
    values: dict[str, Any] = {
        "kind": "img",
        "index": 0,
        "span": Span(0, 9),
        "editorial": True,
        "candidates": (Candidate(url="a.jpg", origin="src"),),
        "credit_line": Text(credit, place) if credit is not None else None,
        "caption": Text(caption, place) if caption is not None else None,
    }
    return Image(**{**values, **facts})


def read(line: str) -> Credit:
    credit = find_credit(line, DIRECTORY, alone=True)
    assert credit is not None, line
    return credit


def in_file(**fields: Any) -> PhotoMetadata:
    return PhotoMetadata(merged=PhotoFields(**fields))


def keys(problems: Iterable[Problem]) -> list[str]:
    return [problem.message for problem in problems]


def a_use(credit: str | None, media: int = 0, uri: str = "a.html") -> Use:
    found = find_credit(credit, DIRECTORY, alone=True) if credit else None
    return Use(uri=uri, media=media, src="a.jpg", placement="figure", credit_line=credit, credit=found)


class TestMissing:
    def check(self, image: Image, document: Document = EMPTY, metadata: PhotoMetadata | None = None) -> list[str]:
        return keys(presence.missing(image, document, metadata, DIRECTORY, PHRASES))

    @pytest.mark.parametrize("kind", ["svg", "canvas", "area", "object"])
    def test_drawings_want_no_credit(self, kind: str) -> None:
        assert self.check(an_image(kind=kind)) == []

    def test_the_still_of_a_film_is_the_players(self) -> None:
        assert self.check(an_image(attributes=(("class", "lead-video-placeholder"),))) == []

    def test_a_credit_that_the_reader_left_in_the_caption_counts(self) -> None:
        assert self.check(an_image(caption="Two farmers near Lunden. (Ida Lund/Reuters)")) == []

    def test_an_empty_cue_is_another_rule(self) -> None:
        assert self.check(an_image(caption="Two farmers near Lunden. Photo:")) == []

    def test_a_blank_line_is_no_credit(self) -> None:
        assert self.check(an_image(credit="  ")) == ["missing"]

    def test_two_pictures_of_one_figure_share_their_credit(self) -> None:
        figure = Span(0, 100)
        left, right = an_image(figure=figure), an_image("Ida Lund/Reuters", figure=figure, index=1)
        document = Document(uri="a.html", source=SourceMap(""), media=(left, right))
        assert self.check(left, document) == []

    def test_a_slide_show_copy_has_the_credit_of_its_twin(self) -> None:
        first, copy = an_image("Ida Lund/Reuters"), an_image(index=1)
        document = Document(uri="a.html", source=SourceMap(""), media=(first, copy))
        assert self.check(copy, document) == []

    def test_what_the_file_names_is_told(self) -> None:
        problem = next(
            presence.missing(an_image(), EMPTY, in_file(creator=("Ida Lund",), source="Reuters"), DIRECTORY, PHRASES)
        )
        assert (problem.message, problem.values) == ("file_only", {"credit": "Ida Lund/Reuters"})


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Photo: Ida Lund", []),
        ("Google DeepMind", []),
        ("Photo:", ["dangling"]),
        ("©", ["dangling"]),
        ("–", ["dangling"]),
        ("Photo: Ida Lund via", ["dangling"]),
        ("Foto: ${credit}", ["template"]),
        ("Credit: null", ["nobody"]),
        ("Foto: Internet", ["nobody"]),
        ("Источник: соцсети", ["nobody"]),
        ("Image: Google", ["doubtful"]),
        ("Handout", ["giver"]),
        ("Uncredited", ["token"]),
        ("Photo by Stringer", ["token"]),
        ("via Getty Images", ["via"]),
        ("Uncredited/AP/dpa", ["kept_back"]),
        ("Getty - Contributor", ["kept_back"]),
        ("Foto: privat", []),
        ("Archiv", []),
        ("Internet Archive", []),
        ("Unknown Worlds Entertainment", []),
        ("Quelle: BILD", []),
        ("(Bild: )", ["dangling"]),
        ("Photo credit", ["dangling"]),
        ("HO Chi Minh City Museum", []),
    ],
)
def test_placeholder(line: str, expected: list[str]) -> None:
    assert keys(presence.placeholder(an_image(line), DIRECTORY, PHRASES)) == expected


def test_doubtful_placeholders_are_for_a_person_to_look_at() -> None:
    (problem,) = presence.placeholder(an_image("Image: Google"), DIRECTORY, PHRASES)
    assert problem.confidence == "review"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("AP Photo", ["photographer"]),
        ("Getty Images/Sipa USA", ["photographer"]),
        ("AFP via Getty Images", ["photographer"]),
        ("AP Photo/Evan Vucci", []),
        ("EPA", []),  # asks for nothing that is known
        ("STR/AFP", []),  # the agency keeps the name back
        ("Handout via Reuters", []),
        ("Pool/AP", []),
        ("NASA via AP", []),  # somebody else made it
        ("Zhejiang Daily / AP", []),
        ("Image via Getty Images", []),  # credit/placeholder
    ],
)
def test_incomplete(line: str, expected: list[str]) -> None:
    assert keys(completeness.incomplete(an_image(line), read(line), None, DIRECTORY)) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Pool", ["bare"]),
        ("Pool via AP", ["photographer"]),
        ("Jonathan Ernst/Pool/AFP via Getty Images", []),
        ("Pool photo by Doug Mills", []),
    ],
)
def test_pool_incomplete(line: str, expected: list[str]) -> None:
    assert keys(completeness.pool_incomplete(an_image(line), read(line), None, DIRECTORY)) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("HANDOUT / AFP", ["giver"]),
        ("Lunden Police/Handout via Reuters", []),
        ("Courtesy of the Lund family", []),
        ("Foto: privat", []),
    ],
)
def test_handout_incomplete(line: str, expected: list[str]) -> None:
    assert keys(completeness.handout_incomplete(an_image(line), read(line), DIRECTORY)) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Photo: Facebook", ["account"]),
        ("@idalund", ["platform"]),
        ("@idalund/Instagram", []),
        ("Ida Lund via Facebook", []),
        ("Reuters", []),
    ],
)
def test_social_incomplete(line: str, expected: list[str]) -> None:
    assert keys(completeness.social_incomplete(an_image(line), read(line), EMPTY, DIRECTORY)) == expected


def test_a_platform_may_hand_out_pictures_of_itself() -> None:
    image = an_image("Photo: Twitter", "Twitter Lite runs on any telephone.")
    assert keys(completeness.social_incomplete(image, read("Photo: Twitter"), EMPTY, DIRECTORY)) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [("Ida Lund, CC BY 4.0", ["link"]), ("CC0", []), ("Ida Lund, Public domain", []), ("Ida Lund/Reuters", [])],
)
def test_licence_incomplete(line: str, expected: list[str]) -> None:
    assert keys(completeness.licence_incomplete(an_image(line), read(line), EMPTY)) == expected


PRINTED = "Jonathan Ernst/Pool/AFP via Getty Images"


@pytest.mark.parametrize(
    ("line", "fields", "expected"),
    [
        (PRINTED, {}, []),
        (PRINTED, {"creator": ("JONATHAN ERNST",)}, []),
        (PRINTED, {"creator": ("J. Ernst",), "credit_line": "AFP/Getty"}, []),
        (PRINTED, {"credit_line": "Getty", "source": "X06555"}, []),
        (PRINTED, {"creator": ("Stringer",), "credit_line": "AFP"}, []),
        ("Boris Nadeschdin/AFP", {"creator": ("Boris Nadezhdin",)}, []),
        ("Foto: Борис Надеждин/ТАСС", {"creator": ("Boris Nadezhdin",)}, []),
        ("Reuters", {"creator": ("Jonathan Ernst",)}, []),  # names less, contradicts nobody
        ("@idalund", {"creator": ("Jonathan Ernst",)}, []),
        ("Ida Lund/AFP", {"creator": ("Jonathan Ernst",), "description": "Photo by Ida Lund/AFP"}, []),
        ("Ida Lund/AFP", {"creator": ("Jonathan Ernst",), "credit_line": "AFP"}, ["photographer"]),
        ("Reuters", {"credit_line": "AP"}, ["organisation"]),
        ("AFP", {"credit_line": "Getty Images"}, []),
        ("Photo: Harbour Gazette", {"credit_line": "Lunden Observer"}, []),  # both unknown
    ],
)
def test_contradicts_file(line: str, fields: dict[str, Any], expected: list[str]) -> None:
    found = agreement.contradicts_file(an_image(line), read(line), in_file(**fields), DIRECTORY)
    assert keys(found) == expected


def test_a_contradiction_says_what_was_tolerated() -> None:
    (problem,) = agreement.contradicts_file(
        an_image("Ida Lund/AFP"), read("Ida Lund/AFP"), in_file(creator=("Mats Ek",)), DIRECTORY
    )
    assert problem.values["file"] == "Mats Ek"
    assert isinstance(problem.values["tolerated"], tuple)


def test_conflicting_names_every_use_that_contradicts_the_first() -> None:
    uses = (a_use(None), a_use("Ida Lund/AP"), a_use("Mats Ek/AP", 1), a_use("IDA LUND/AP", 2), a_use("Mats Ek", 3))
    found = list(agreement.conflicting(Corpus(uses=uses, groups=(uses,)), None, DIRECTORY))
    assert [problem.at.use.media for problem in found] == [1, 3]
    assert all(problem.related[0].at.use is uses[1] for problem in found)


@pytest.mark.parametrize(
    ("source", "field", "check", "expected"),
    [
        ("json-ld", "credit", "contradicts_structured_data", ["photographer"]),
        ("og", "credit", "contradicts_structured_data", []),
        ("og", "alt", "contradicts_share_image", ["photographer"]),
        ("twitter", "alt", "contradicts_share_image", ["photographer"]),
        ("json-ld", "credit", "contradicts_share_image", []),
    ],
)
def test_the_data_for_machines(source: Any, field: str, check: str, expected: list[str]) -> None:
    said = "Farmers near Lunden. (Mats Ek/AP)" if field == "alt" else "Mats Ek/AP"
    structured = (StructuredImage(source=source, url="a.jpg", media=0, **{field: said}),)
    document = Document(uri="a.html", source=SourceMap(""), structured=structured)
    found = getattr(agreement, check)(an_image("Ida Lund/AP"), read("Ida Lund/AP"), document, DIRECTORY)
    assert keys(found) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Noel Celis/AFP", "NOEL CELIS/AFP"], ["capitals"]),
        (["NOEL CELIS/AFP", "NOEL CELIS/AFP", "Noel Celis/AFP"], ["capitals"]),
        (["NOEL CELIS/AFP", "NOEL CELIS/AP"], []),  # one spelling, the house's own
        (["Łukasz Król/AP", "Lukasz Krol/AP"], ["letters"]),
        (["Jonathan Ernst/AP", "J. Ernst/AP"], ["initials"]),
        (["Jonathan Ernst/AP", "Jonathon Ernst/AP"], ["near"]),
        (["Jan Kopriva/AP", "Jon Kopriva/AP"], []),  # too short for a slip
        (["Ida Lund/AP", "Ida Lind/AP"], []),
        (["Jonathan Ernst/AP", "Martin Rickett/PA"], []),
    ],
)
def test_name_variant(lines: list[str], expected: list[str]) -> None:
    uses = tuple(a_use(line, n) for n, line in enumerate(lines))
    assert keys(names.name_variant(Corpus(uses=uses), DIRECTORY)) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [("Ida Lund/Reuters", ["mismatch"]), ("IDA LUND/Associated Press", []), ("Ida Lund", []), ("Mats Ek/Reuters", [])],
)
def test_roster_mismatch(line: str, expected: list[str]) -> None:
    options = names.RosterMismatch(also=("Ida Lund: AP", "no agency"))
    assert keys(names.roster_mismatch(an_image(line), read(line), DIRECTORY, options)) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Mats Ek/Getty", "Ida Lund/Getty Images"], ["spelling"]),
        (["Mats Ek/Reuters", "Ida Lund/REUTERS"], ["spelling"]),
        (["AP Photo/Ida Lund", "AP"], []),  # "Photo" belongs to the form with a name
        (["Mats Ek/AFP", "Ida Lund/AFP via Getty Images"], []),
    ],
)
def test_inconsistent_style(lines: list[str], expected: list[str]) -> None:
    uses = Uses(tuple(a_use(line, n) for n, line in enumerate(lines)))
    assert keys(style.inconsistent_style(EMPTY, uses, DIRECTORY)) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("APA/APA (dpa)/Jens Büttner", ["twice"]),
        ("AFP / POOL / Ida Lund (Photo credit should read IDA LUND/AFP)", ["twice"]),
        ("AFP / Ida Lund via Getty Images", []),
        ("Ida Lund and Mats Lund/AP", []),
    ],
)
def test_duplicated(line: str, expected: list[str]) -> None:
    assert keys(style.duplicated(an_image(line), read(line), DIRECTORY)) == expected


TEMPLATE = "({photographers}/{pool}/{agencies} via {via})"


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("Farmers. (Photo by Ida Lund / AFP via Getty)", "Farmers. (Ida Lund/AFP via Getty Images)"),
        ("Farmers. Photo: Ida Lund/Reuters", "Farmers. (Ida Lund/Reuters)"),
        ("Farmers. (Ida Lund/Reuters)", None),
        ("Farmers. [Ida Lund / Reuters]", "Farmers. (Ida Lund/Reuters)"),
    ],
)
def test_format_rewrites_the_line(source: str, wanted: str | None) -> None:
    credit = find_credit(source, DIRECTORY)
    assert credit is not None
    image = an_image(credit_line=Text(credit.text, (Span(credit.start, credit.end),)))
    document = Document(uri="a.html", source=SourceMap(source))
    problems = list(house_style.house_format(image, credit, document, DIRECTORY, PHRASES, house_style.Format(TEMPLATE)))
    written = None
    for problem in problems:
        (fix,) = problem.fixes
        (edit,) = fix.edits
        assert fix.applicability == "safe"
        written = source[: edit.span.start] + edit.text + source[edit.span.end :]
    assert written == wanted


@pytest.mark.parametrize("line", ["Symbolfoto: Ida Lund/Reuters", "Photo illustration: Ida Lund/Reuters"])
def test_format_that_would_lose_a_word_is_for_a_person(line: str) -> None:
    image = an_image(credit_line=Text(line, (Span(0, len(line)),)))
    document = Document(uri="a.html", source=SourceMap(line))
    problems = house_style.house_format(image, read(line), document, DIRECTORY, PHRASES, house_style.Format(TEMPLATE))
    assert [fix.applicability for problem in problems for fix in problem.fixes] == ["unsafe"]


def test_format_is_not_offered_where_the_source_is_not_the_text() -> None:
    line = "Ida Lund & Mats Ek / Reuters"
    document = Document(uri="a.html", source=SourceMap("<i>Ida Lund &amp; Mats Ek / Reuters</i>"))
    image = an_image(credit_line=Text(line, (Span(3, 35),)))
    (problem,) = house_style.house_format(image, read(line), document, DIRECTORY, PHRASES, house_style.Format(TEMPLATE))
    assert problem.fixes == ()


def test_hostile_lines_cost_little() -> None:
    for line in ("/" * 100_000, "Ida Lund/" * 20_000, "Photo: " * 20_000, "(" * 50_000, "\u202e" * 50_000 + "AP"):
        image = an_image(line, line)
        list(presence.placeholder(image, DIRECTORY, PHRASES))
        list(
            presence.missing(
                an_image(caption=line), EMPTY, in_file(creator=(line,), description=line), DIRECTORY, PHRASES
            )
        )
        credit = find_credit(line, DIRECTORY, alone=True)
        if credit:
            list(agreement.contradicts_file(image, credit, in_file(creator=("Ida Berg",), description=line), DIRECTORY))
            list(style.duplicated(image, credit, DIRECTORY))
            list(house_style.house_format(image, credit, EMPTY, DIRECTORY, PHRASES, house_style.Format(TEMPLATE)))
