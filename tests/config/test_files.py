from __future__ import annotations

from pathlib import Path

import pytest

from mediaaudit.catalogue.catalogue import shipped_catalogue
from mediaaudit.catalogue.errors import CatalogueError
from mediaaudit.config.files import find_config, read_config
from mediaaudit.config.model import Config
from mediaaudit.config.resolve import overlay, resolve
from mediaaudit.readers.fetch.settings import Fetching


def write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_nearest_file_wins(tmp_path: Path) -> None:
    write(tmp_path, "mediaaudit.toml", "")
    near = write(tmp_path / "a", ".mediaaudit.toml", "")
    assert find_config(tmp_path / "a" / "b") == near


def test_a_pyproject_counts_only_with_our_table(tmp_path: Path) -> None:
    outer = write(tmp_path, "pyproject.toml", "[tool.mediaaudit]\nfail-on = 'error'\n")
    write(tmp_path / "a", "pyproject.toml", "[tool.other]\n")
    found = find_config(tmp_path / "a")
    assert found == outer
    assert read_config(found).fail_on == "error"


def test_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    text = 'site-root = "public"\n[paths]\n"https://cdn.example.com/" = "img"\n[house]\nagencies = ["agencies.toml"]\n'
    config = read_config(write(tmp_path, "mediaaudit.toml", text))
    assert config.site_root == tmp_path / "public"
    assert config.prefixes == {"https://cdn.example.com/": tmp_path / "img"}
    assert config.agencies == (tmp_path / "agencies.toml",)


def test_an_ignore_may_carry_its_reason(tmp_path: Path) -> None:
    assert read_config(write(tmp_path, "mediaaudit.toml", 'ignore = ["ALT006"]')).ignore == {"ALT006": ""}
    reasons = read_config(write(tmp_path, "mediaaudit.toml", '[ignore]\nALT006 = "house style"')).ignore
    assert reasons == {"ALT006": "house style"}


def test_fetching_is_off_until_it_is_asked_for(tmp_path: Path) -> None:
    bounds = write(tmp_path, "mediaaudit.toml", "[fetch]\nseconds = 5\ncache = 'c'\nallow = ['10.1.0.0/16']\n")
    config = read_config(bounds)
    assert resolve(config, shipped_catalogue()).plan.fetch is None
    flag = resolve(overlay(config, Config(fetch=True)), shipped_catalogue()).plan.fetch
    assert flag == Fetching(seconds=5.0, cache=tmp_path / "c", allow=("10.1.0.0/16",))
    enabled = read_config(write(tmp_path, "mediaaudit.toml", "[fetch]\nenabled = true\n"))
    assert resolve(enabled, shipped_catalogue()).plan.fetch == Fetching()
    assert resolve(overlay(enabled, Config(fetch=False)), shipped_catalogue()).plan.fetch is None


@pytest.mark.parametrize("originals", ['"raw"', '["raw"]'])
def test_originals_are_folders_and_no_address(tmp_path: Path, originals: str) -> None:
    config = read_config(write(tmp_path, "mediaaudit.toml", f'[paths]\noriginals = {originals}\n"/img/" = "img"\n'))
    assert config.originals == (tmp_path / "raw",)
    assert config.prefixes == {"/img/": tmp_path / "img"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[fetch]\nmax-pictures = 0", "fetch.max-pictures: must be above zero"),
        ("[fetch]\nseconds = 'long'", "fetch.seconds: must be a number"),
        ("[fetch]\nallow = ['inside']", "fetch.allow: 'inside' is no network such as 10.1.0.0/16"),
        ("[fetch]\nenable = true", "fetch.enable: is not a key that belongs here, did you mean 'enabled'?"),
        ("selct = ['ALT']", "selct: is not a key that belongs here, did you mean 'select'?"),
        ("fail-on = 'errors'", "fail-on: 'errors' is not one of error, warning, note, never, did you mean 'error'?"),
        ("exclude = 'drafts'", "exclude: must be a list of texts"),
        ("[severity]\nALT001 = 'fatal'", "severity.ALT001: 'fatal' is not one of"),
        ("[house]\nagency = []", "house.agency: is not a key that belongs here, did you mean 'agencies'?"),
        ("select = [", "is not valid TOML"),
    ],
)
def test_a_mistake_names_file_and_key(tmp_path: Path, text: str, said: str) -> None:
    path = write(tmp_path, "mediaaudit.toml", text)
    with pytest.raises(CatalogueError) as caught:
        read_config(path)
    assert str(path) in str(caught.value)
    assert said in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"gone\.toml: cannot be read: No such file"):
        read_config(tmp_path / "gone.toml")
