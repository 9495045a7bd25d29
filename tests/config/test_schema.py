"""The schema of configurations: the file is up to date, says what the reader takes, and refuses what it refuses."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from mediaaudit.catalogue.catalogue import shipped_catalogue
from mediaaudit.catalogue.errors import CatalogueError
from mediaaudit.catalogue.tables import Table
from mediaaudit.config.files import read_config
from mediaaudit.config.resolve import resolve
from mediaaudit.config.schema import config_schema
from mediaaudit.reporters.json_text import to_json
from mediaaudit.resources import schemas_folder

EVERYTHING = """
preset = "rights"
plugins = []
extends = "base.toml"
select = ["recommended", "ALT001", "alt/missing", "alt", "ALT", "ALL"]
extend-select = ["CRD004"]
ignore = { ALT006 = "our captions are short" }
severity = { credit = "error", ALT008 = "note" }
fail-on = "error"
min-severity = "note"
max-warnings = 10
require-reason = true
exclude = ["drafts/"]
base-dir = "."
site-root = "public"
cache-dir = ".cache"
paths = { "https://cdn.example.com/" = "img", originals = ["archive"] }
fetch = { enabled = false, seconds = 2.5, max-pictures = 20, pictures = "editorial" }
credit = { style = "reuters" }
house = { agencies = [], phrases = [] }
[rule-paths]

[options.ALT008]
max_length = 150
[options."alt/too-short"]
min_words = 2
[[overrides]]
paths = ["opinion/**"]
ignore = ["ALT006"]
severity = { ALT001 = "warning" }
options = { ALT008 = { max_length = 300 } }
"""


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return config_schema(shipped_catalogue())


def test_the_file_is_what_the_catalogue_gives(schema: dict[str, Any], request: pytest.FixtureRequest) -> None:
    path = schemas_folder() / "config.schema.json"
    text = to_json(schema, depth=4) + "\n"
    if request.config.getoption("--update-golden"):
        path.write_text(text, encoding="utf-8", newline="")
    assert path.read_text(encoding="utf-8") == text, "mediaaudit config schema > schemas/config.schema.json"


def test_it_is_a_schema(schema: dict[str, Any]) -> None:
    jsonschema.Draft7Validator.check_schema(schema)
    assert json.loads(to_json(schema)) == schema


def test_it_knows_the_keys_that_the_reader_takes(
    schema: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, list[str]] = {}
    finish = Table.finish

    def note(table: Table) -> None:
        asked[table.prefix] = table._asked
        finish(table)

    monkeypatch.setattr(Table, "finish", note)
    (tmp_path / "mediaaudit.toml").write_text("[[overrides]]\npaths = ['a']\n", encoding="utf-8")
    read_config(tmp_path / "mediaaudit.toml")
    properties = schema["properties"]
    assert set(asked[""]) == set(properties)
    assert set(asked["overrides[1]"]) == set(properties["overrides"]["items"]["properties"])
    for name in ("fetch", "house", "credit"):
        assert set(asked[name]) == set(properties[name]["properties"])


def test_reader_and_schema_take_the_same(schema: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text("", encoding="utf-8")
    path = tmp_path / "mediaaudit.toml"
    path.write_text(EVERYTHING, encoding="utf-8")
    assert set(tomllib.loads(EVERYTHING)) == set(schema["properties"])
    jsonschema.validate(tomllib.loads(EVERYTHING), schema)
    resolve(read_config(path), shipped_catalogue())


@pytest.mark.parametrize(
    "text",
    [
        "selct = []",
        'select = ["alt/mising"]',
        'severity = { ALT001 = "fatal" }',
        'fail-on = "errors"',
        "max-warnings = -1",
        "[options.ALT008]\nlongest = 3",
        '[options.ALT008]\nmax_length = "3"',
        "[[overrides]]\nignore = []",
        "[fetch]\nseconds = 0",
        'preset = "none"',
    ],
)
def test_reader_and_schema_refuse_the_same(schema: dict[str, Any], tmp_path: Path, text: str) -> None:
    path = tmp_path / "mediaaudit.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(tomllib.loads(text), schema)
    with pytest.raises(CatalogueError):
        resolve(read_config(path), shipped_catalogue())


@pytest.mark.parametrize(
    ("selector", "fits"),
    [("house", True), ("house/caption-stop", True), ("HR001", True), ("alt/missing", True),
     ("alt/missng", False), ("ALT999", False), ("House rule", False), (1, False)],
)  # fmt: skip
def test_house_rules_can_be_selected_and_shipped_ones_not_misspelt(
    schema: dict[str, Any], selector: object, fits: bool
) -> None:
    assert jsonschema.Draft7Validator(schema).is_valid({"select": [selector]}) is fits
