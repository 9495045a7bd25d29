"""Helpers of the credit and caption rules on plain texts."""

from __future__ import annotations

import pytest

from mediaaudit.catalogue.directory import load_directory
from mediaaudit.model.metadata import PhotoFields
from mediaaudit.text.agencies import agency_of, homes_of
from mediaaudit.text.caption_names import caption_names
from mediaaudit.text.credit_placeholder import ends_in_cue, without_cues
from mediaaudit.text.file_credit import file_credit, mentions
from mediaaudit.text.repetition import repeated_part
from mediaaudit.text.spelling import printed_organisations

DIRECTORY = load_directory()


def test_the_longest_spelling_at_each_place() -> None:
    found = printed_organisations("Ida Lund/AFP via GETTY IMAGES Europe", DIRECTORY)
    assert [(item.name, item.text) for item in found] == [("AFP", "AFP"), ("Getty Images", "GETTY IMAGES Europe")]
    assert printed_organisations("Ida Lund", DIRECTORY) == ()


def test_agencies_are_found_by_any_spelling() -> None:
    found = agency_of("associated press", DIRECTORY)
    assert found is not None
    assert found.name == "AP"
    assert agency_of("Harbour Gazette", DIRECTORY) is None
    assert "AP" in homes_of("Associated Press", DIRECTORY)


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Farmers near Lunden. Photo:", "Photo:"),
        ("Farmers near Lunden. (Bild: )", "Bild:"),
        ("Farmers near Lunden. Photo: Ida Lund", None),
        ("He asked one question:", None),
        ("What he said in the photo:", None),
        ("", None),
    ],
)
def test_ends_in_cue(text: str, cue: str | None) -> None:
    assert ends_in_cue(text, DIRECTORY) == cue


def test_cues_are_taken_off() -> None:
    assert without_cues("photo credit ida lund", DIRECTORY) == "ida lund"
    assert without_cues("photographic society", DIRECTORY) == "photographic society"


def test_codes_and_empty_fields_of_a_file_name_nobody() -> None:
    credit = file_credit(PhotoFields(creator=("SIMON DAWSON",), credit_line="REUTERS", source="X06555"), DIRECTORY)
    assert (credit.photographers, credit.agencies) == (("SIMON DAWSON",), ("Reuters",))
    assert not file_credit(PhotoFields(), DIRECTORY).photographers


def test_a_file_mentions_whoever_stands_in_its_texts() -> None:
    fields = PhotoFields(description="The bridge. " * 2000 + "Photo: Łukasz Król/AP")
    assert mentions(fields, "Lukasz Krol")
    assert not mentions(fields, "Ida Lund")


def test_names_of_a_caption() -> None:
    assert caption_names("Mayor Ida Lund opens. The BRIDGE is in Lunden") == {"ida", "lund", "lunden"}


def test_repeated_part_is_what_the_text_prints() -> None:
    assert repeated_part("A man in a Hat. It rains. A man in a hat.") == "A man in a hat."
    assert repeated_part("word " * 100_000) == " ".join(["word"] * 400)
