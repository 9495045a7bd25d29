"""What is kept ready-made is what the TOML files say."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from mediaaudit.catalogue import store
from mediaaudit.catalogue.catalogue import load_catalogue, shipped_catalogue
from mediaaudit.catalogue.parts import PARTS, write_parts
from mediaaudit.checks._contract import find_check
from mediaaudit.resources import rules_folder


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout with one rule file, where nothing is kept yet and byte code is written."""
    rules = tmp_path / "rules"
    for folder in (rules, *(tmp_path / name for name in store._MAKERS)):
        folder.mkdir()
    (rules / "a.toml").write_text("a = 1\n")
    monkeypatch.setattr(store, "_PACKAGE", tmp_path)
    monkeypatch.setattr(store, "rules_folder", lambda: rules)
    monkeypatch.setattr(store, "compiled_folder", lambda: None)
    monkeypatch.setattr(store.sys, "dont_write_bytecode", False)
    store._sources.cache_clear()
    yield tmp_path
    store._sources.cache_clear()


def read(values: object) -> object:
    """Ask for a part as a new process would; ``values`` are what the sources say now."""
    store._sources.cache_clear()
    return store.stored("part", lambda: values)


@pytest.mark.parametrize("part", PARTS)
def test_a_part_is_what_its_sources_say(part):
    made = json.loads(json.dumps(PARTS[part]()))
    assert json.loads(json.dumps(store.stored(part, PARTS[part]))) == made
    ready = store.compiled_folder()
    assert ready is None or json.loads((ready / f"{part}.json").read_bytes()) == made


def test_the_shipped_rules_are_those_of_the_files():
    shipped, read_anew = shipped_catalogue(), load_catalogue(rules_folder())
    assert list(shipped.rules.values()) == list(read_anew.rules.values())
    assert shipped.families == read_anew.families


@pytest.mark.parametrize("name", shipped_catalogue().rules)
def test_a_rule_that_is_known_binds_as_one_that_is_not(name):
    catalogue = shipped_catalogue()
    rule = catalogue.rules[name]
    known, anew = catalogue.bind(rule, None, None), catalogue.bind(rule, rule.options, None)
    assert (known.signature, known.options) == (anew.signature, anew.options)
    assert known.check.function is find_check(rule.check).function


def test_parts_are_kept_until_a_source_changes(checkout):
    assert read(1) == 1
    assert read(2) == 1
    source = checkout / "rules" / "a.toml"
    os.utime(source, ns=(0, 1))
    assert read(3) == 3
    source.write_text("a = 22\n")
    os.utime(source, ns=(0, 1))
    assert read(4) == 4
    (checkout / "checks" / "new.py").write_text("")
    assert read(5) == 5
    (checkout / "checks" / "new.py").unlink()
    assert read(6) == 6
    assert read(7) == 6


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"sources": 1}', "\0"])
def test_a_damaged_file_is_made_anew(checkout, text):
    read(1)
    kept = checkout / "catalogue" / "__pycache__" / "part.json"
    kept.write_text(text)
    assert read(2) == 2
    assert read(3) == 2


def test_nothing_is_written_where_byte_code_is_not(checkout, monkeypatch):
    monkeypatch.setattr(store.sys, "dont_write_bytecode", True)
    assert read(1) == 1
    assert read(2) == 2
    assert not (checkout / "catalogue" / "__pycache__").exists()


def test_a_checkout_that_cannot_be_written_to_is_read(checkout):
    (checkout / "catalogue" / "__pycache__").write_text("in the way")
    assert read(1) == 1
    assert read(2) == 2


def test_an_installation_reads_what_the_build_wrote(tmp_path, monkeypatch):
    write_parts(tmp_path / "compiled")
    monkeypatch.setattr(store, "compiled_folder", lambda: tmp_path / "compiled")
    for part, make in PARTS.items():
        assert store.stored(part, lambda: pytest.fail("is ready-made")) == json.loads(json.dumps(make()))


def test_values_that_cannot_be_kept_leave_nothing_behind(tmp_path, monkeypatch):
    def full(path, target):
        assert path.exists()
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        store._keep(tmp_path / "part.json", {})
    assert list(tmp_path.iterdir()) == []
