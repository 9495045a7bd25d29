from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from mediaaudit.catalogue.directory import load_directory
from mediaaudit.catalogue.errors import CatalogueError
from mediaaudit.text.agencies import agency_of
from mediaaudit.text.credit import find_credit
from mediaaudit.text.credit.lexicon import lexicon_of
from mediaaudit.text.spelling import printed_organisations

HOUSE = """
[wire]
"Nordwind Foto" = { aliases = ["Nordwind", "NWF"], misspellings = ["Nordwnid"] }
[roster]
"Prince" = "Nordwind Foto"
[style]
house = "[{photographers} · {agencies}]"
[vocabulary]
cue = ["Lichtbild"]
"""


@pytest.fixture
def house(tmp_path):
    path = tmp_path / "house.toml"
    path.write_text(HOUSE, encoding="utf-8")
    return path


def test_the_shipped_directory_is_read_once():
    assert load_directory() is load_directory()


def test_every_spelling_names_one_agency():
    directory = load_directory()
    assert len({agency.name for agency in directory.agencies}) == len(directory.agencies)
    claims: dict[str, str] = {}
    for agency in directory.agencies:
        for spelling in (agency.name, *agency.aliases, *agency.variants, *agency.misspellings):
            assert claims.setdefault(spelling, agency.name) == agency.name


def test_partners_and_parents_are_in_the_directory():
    directory = load_directory()
    names = {agency.name for agency in directory.agencies}
    for agency in directory.agencies:
        assert names.issuperset(agency.partners)
        assert agency.parent is None or agency.parent in names


def test_a_newsroom_adds_its_own(house):
    directory = load_directory([house])
    credit = find_credit("Lichtbild: Prince/NWF", directory)
    assert credit is not None
    assert (credit.photographers, credit.agencies) == (("Prince",), ("Nordwind Foto",))
    assert directory.roster["Prince"] == "Nordwind Foto"
    assert directory.styles["house"] == "[{photographers} · {agencies}]"
    assert find_credit("Foto: dpa", directory) is not None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[wires]\nX = []", "wires"),
        ('[wire]\nX = "Y"', "wire.X"),
        ("[wire]\nX = [1]", "wire.X"),
        ('[roster]\n"A B" = 1', "roster"),
        ('roster = "A"', "roster"),
        ('[vocabulary]\nspell = ["x"]', "vocabulary.spell"),
        ("[style]\nx = 1", "style"),
        ("[wire", "house.toml"),
    ],
)
def test_a_file_that_says_something_else_is_refused(tmp_path, text, named):
    path = tmp_path / "house.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError, match=named) as refusal:
        load_directory([path])
    assert "house.toml" in str(refusal.value)


def test_a_missing_file_is_an_error(tmp_path):
    with pytest.raises(CatalogueError, match=r"none\.toml: cannot be read: No such file"):
        load_directory([tmp_path / "none.toml"])


def test_nothing_heavy_is_imported():
    code = "import sys, mediaaudit.catalogue.directory, mediaaudit.text.credit; print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"PIL", "bs4", "turbohtml", "numpy", "click", "jsonschema", "sqlite3"}.intersection(modules)


def test_tables_that_are_kept_are_those_that_would_be_made():
    kept = load_directory()
    anew = replace(kept, tables={})
    assert kept.tables
    assert lexicon_of(kept) == lexicon_of(anew)
    for name in ("AFP", "Associated Press", "getty images", "nobody"):
        assert agency_of(name, kept) == agency_of(name, anew)
    line = "Photo: Jane Doe/AP via Getty Images, EPA-EFE"
    assert printed_organisations(line, kept) == printed_organisations(line, anew) != ()


def test_a_newsroom_with_agencies_of_its_own_has_tables_of_its_own(house):
    assert not load_directory([house]).tables
    assert agency_of("NWF", load_directory([house])).name == "Nordwind Foto"
