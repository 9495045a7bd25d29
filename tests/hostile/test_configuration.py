"""A configuration that lies in the audited tree chooses, and reaches for nothing; whoever vouches for it may let it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mediaaudit.reporters import FORMATS

from .conftest import SECRET, Tool, picture, snapshot

# What a configuration asks for, and the key by which it is refused. OUT is a folder outside the project.
REACHING = {
    "base-dir": ('base-dir = "OUT"', "base-dir"),
    "base-dir by dots": ('base-dir = "../outside"', "base-dir"),
    "site-root": ('site-root = "/"', "site-root"),
    "site-root on storage": ('site-root = "s3://bucket/site"', "site-root"),
    "site-root on a host": ('site-root = "webhdfs://169.254.169.254:9870/x"', "site-root"),
    "base-dir on storage": ('base-dir = "memory://x"', "base-dir"),
    "site-root as file address": ('site-root = "file:///etc"', "site-root"),
    "prefix": ('[paths]\n"https://x.example/" = "/"', "paths.https://x.example/"),
    "prefix on storage": ('[paths]\n"https://x.example/" = "gs://bucket"', "paths.https://x.example/"),
    "originals": ('[paths]\noriginals = ["OUT"]', "paths.originals"),
    "extends": ('extends = "OUT/secret.toml"', "extends"),
    "agencies": ('[house]\nagencies = ["OUT/secret.toml"]', "house.agencies"),
    "phrases": ('[house]\nphrases = ["OUT"]', "house.phrases"),
    "withdrawn": ('[house]\nwithdrawn = ["OUT/secret.txt"]', "house.withdrawn"),
    "decisions": ('[house]\ndecisions = ["OUT/secret.txt"]', "house.decisions"),
    "rules": ('rule-paths = { house = "OUT" }', "rule-paths.house"),
    "plug-ins": ('plugins = ["json"]', "plugins"),
    "cache-dir": ('cache-dir = "../outside/cache"', "cache-dir"),
    "cache-dir inside": ('cache-dir = "cache"', "cache-dir"),
    "fetching": ("[fetch]\nenabled = true", "fetch.enabled"),
    "private networks": ('[fetch]\nallow = ["0.0.0.0/0", "::/0"]', "fetch.allow"),
    "fetch cache": ('[fetch]\ncache = "fc"', "fetch.cache"),
    "size of the fetch cache": ("[fetch]\nmax-cache-bytes = 1", "fetch.max-cache-bytes"),
    "large files": ("[fetch]\nmax-bytes = 999999999999", "fetch.max-bytes"),
    "endless fetching": ("[fetch]\nseconds = 86400", "fetch.seconds"),
    "many pictures": ("[fetch]\nmax-pictures = 100000", "fetch.max-pictures"),
    "fast fetching": ("[fetch]\nper-second = 1000", "fetch.per-second"),
    "all pictures": ('[fetch]\npictures = "all"', "fetch.pictures"),
}


@pytest.fixture(params=REACHING, ids=lambda name: str(name).replace(" ", "-"))
def reaching(request: pytest.FixtureRequest, tree: Path, outside: Path) -> str:
    text, key = REACHING[request.param]
    (tree / "mediaaudit.toml").write_text(text.replace("OUT", outside.as_posix()), encoding="utf-8")
    return key


def test_what_reaches_further_is_refused_by_name(reaching: str, tree: Path, outside: Path, tool: Tool) -> None:
    before = snapshot(outside)
    done = tool("check", ".", "--format", "json", "--select", "ALL")
    report = json.loads(done.stdout)
    refused = [notice for notice in report["notifications"] if notice["code"] == "refused-setting"]
    assert done.returncode == 2
    assert len(refused) == 1
    assert f"mediaaudit.toml:{refused[0]['message'].split(':')[1]}" in refused[0]["message"]
    assert reaching in refused[0]["message"]
    assert "--trust-config" in refused[0]["message"]
    assert "--config" in refused[0]["message"]
    assert report["summary"]["documents"] == 1  # the run went on
    assert SECRET not in done.stdout + done.stderr
    assert snapshot(outside) == before
    assert sorted(path.name for path in tree.iterdir()) == [".git", "bridge.jpg", "mediaaudit.toml", "story.html"]


@pytest.mark.parametrize("allowed", [("--trust-config",), ("--config", "mediaaudit.toml"), "MEDIAAUDIT_TRUST_CONFIG"])
def test_whoever_vouches_for_it_lets_it(reaching: str, tool: Tool, allowed: tuple[str, ...] | str) -> None:
    options = () if isinstance(allowed, str) else allowed
    done = tool("config", "show", *options, env={allowed: "1"} if isinstance(allowed, str) else {})
    assert "refused-setting" not in done.stdout
    if done.returncode == 0:  # else what it points at is of no use, which has been looked at
        assert json.loads(done.stdout)["refused"] == []
    else:
        assert "--trust-config" not in done.stderr


@pytest.mark.parametrize(
    "command", [("inspect", "story.html"), ("baseline", "create"), ("check", ".", "--fix")], ids=" ".join
)
def test_the_same_for_other_commands(tree: Path, outside: Path, tool: Tool, command: tuple[str, ...]) -> None:
    (tree / "mediaaudit.toml").write_text('site-root = "../outside"', encoding="utf-8")
    done = tool(*command)
    assert done.returncode == 2
    assert "site-root" in done.stderr
    assert "--trust-config" in done.stderr
    assert not (tree / "mediaaudit-baseline.json").exists()


@pytest.mark.parametrize("command", [("duplicates", "."), ("cache", "info"), ("cache", "clean")], ids=" ".join)
def test_a_cache_elsewhere_is_refused_by_each_command(
    tree: Path, outside: Path, tool: Tool, command: tuple[str, ...]
) -> None:
    (outside / "results.sqlite").write_bytes(b"precious")
    (tree / "mediaaudit.toml").write_text('cache-dir = "../outside"', encoding="utf-8")
    done = tool(*command)
    assert done.returncode == 2
    assert "cache-dir" in done.stderr
    assert (outside / "results.sqlite").read_bytes() == b"precious"


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_says_what_was_refused(tree: Path, tool: Tool, name: str) -> None:
    (tree / "mediaaudit.toml").write_text("[fetch]\nenabled = true", encoding="utf-8")
    done = tool("check", ".", "--format", name)
    assert done.returncode == 2
    assert "fetch.enabled" in done.stdout


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("site-root", 'site-root = "way"'),
        ("base-dir", 'base-dir = "way"'),
        ("extends", 'extends = "way/secret.toml"'),
        ("house.agencies", '[house]\nagencies = ["way/secret.toml"]'),
        ("house.withdrawn", '[house]\nwithdrawn = ["way/secret.txt"]'),
        ("house.decisions", '[house]\ndecisions = ["file"]'),
        ("paths.originals", '[paths]\noriginals = ["way"]'),
        ("rule-paths.house", 'rule-paths = { house = "way" }'),
    ],
)
def test_links_inside_the_project_do_not_lead_out(tree: Path, outside: Path, tool: Tool, key: str, text: str) -> None:
    (tree / "way").symlink_to(outside)
    (tree / "file").symlink_to(outside / "secret.txt")
    (tree / "mediaaudit.toml").write_text(text, encoding="utf-8")
    done = tool("check", ".", "--format", "json")
    assert done.returncode == 2
    assert key in done.stdout
    assert SECRET not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("key", "text", "name"),
    [
        ("house.phrases", '[house]\nphrases = ["words"]', "en.toml"),
        ("house.agencies", '[house]\nagencies = ["words"]', "a.toml"),
        ("rule-paths.house", 'rule-paths = { house = "words" }', "stop.toml"),
    ],
)
def test_links_in_folders_of_data_are_not_read(
    tree: Path, outside: Path, tool: Tool, key: str, text: str, name: str
) -> None:
    (tree / "words").mkdir()
    (tree / "words" / name).symlink_to(outside / "secret.toml")
    (tree / "mediaaudit.toml").write_text(text, encoding="utf-8")
    done = tool("check", ".", "--select", "ALL", "--format", "json")
    assert done.returncode == 2
    assert key in done.stdout
    assert SECRET not in done.stdout + done.stderr


def test_a_configuration_that_is_a_link_to_outside_is_not_read(tree: Path, outside: Path, tool: Tool) -> None:
    for name in ("mediaaudit.toml", ".mediaaudit.toml", "pyproject.toml"):
        (tree / name).symlink_to(outside / "secret.toml")
        done = tool("check", ".")
        assert SECRET not in done.stdout + done.stderr
        assert done.returncode == (0 if name == "pyproject.toml" else 2), done.stderr
        (tree / name).unlink()


def test_words_of_a_list_are_not_quoted(tree: Path, tool: Tool) -> None:
    (tree / ".git" / "config").write_text(f"[http]\n\textraheader = AUTHORIZATION: {SECRET}\n", encoding="utf-8")
    (tree / "mediaaudit.toml").write_text('[house]\nwithdrawn = [".git/config"]', encoding="utf-8")
    done = tool("check", ".", "--select", "ALL")
    assert done.returncode == 2
    assert "lines 1, 2: no hash" in done.stderr
    assert SECRET not in done.stdout + done.stderr
    assert "AUTHORIZATION" not in done.stdout + done.stderr


def test_a_list_names_nothing_outside(tree: Path, outside: Path, tool: Tool) -> None:
    (tree / "killed.txt").write_text(f"../outside/secret.jpg\n{outside}/secret.jpg\n../outside\n", encoding="utf-8")
    (tree / "mediaaudit.toml").write_text('[house]\nwithdrawn = ["killed.txt"]', encoding="utf-8")
    picture(tree / "bridge.jpg", comment=SECRET)
    done = tool("check", ".", "--select", "duplicate/withdrawn", "--format", "json")
    assert done.returncode == 2
    assert json.loads(done.stdout)["findings"] == []


def test_a_nearer_repository_makes_the_project_smaller_only(tree: Path, outside: Path, tool: Tool) -> None:
    site = tree / "site"
    (site / ".git").mkdir(parents=True)
    (site / "mediaaudit.toml").write_text('site-root = "../public"', encoding="utf-8")
    (tree / "public").mkdir()
    assert "leads out of the project" in tool("check", ".", cwd=site).stderr
    (site / ".git").rmdir()
    (site / "a.html").write_text("<article></article>", encoding="utf-8")
    assert tool("check", ".", cwd=site).returncode == 0


def test_the_home_of_a_user_is_no_project(tree: Path, outside: Path, tool: Tool) -> None:
    home = tree.parent
    (home / ".git").mkdir()
    (tree / ".git").rmdir()
    (tree / "mediaaudit.toml").write_text('site-root = "../outside"', encoding="utf-8")
    assert "leads out of the project" in tool("check", ".", env={"HOME": str(home)}).stderr


def test_what_a_newsroom_keeps_in_its_project_is_used(tree: Path, tool: Tool) -> None:
    (tree / "public" / "img").mkdir(parents=True)
    picture(tree / "public" / "img" / "a.jpg")
    (tree / "killed.txt").write_text("0" * 64 + " # rights withdrawn\n", encoding="utf-8")
    (tree / "house.toml").write_text("", encoding="utf-8")
    (tree / "mediaaudit.toml").write_text(
        'site-root = "public"\n[paths]\n"https://cdn.example/" = "public/img"\noriginals = "public"\n'
        '[house]\nwithdrawn = ["killed.txt"]\nagencies = ["house.toml"]\n[fetch]\nmax-pictures = 10\n',
        encoding="utf-8",
    )
    (tree / "story.html").write_text(
        '<article><h1>A</h1><img src="/img/a.jpg" alt="x"><img src="https://cdn.example/a.jpg" alt="y"></article>',
        encoding="utf-8",
    )
    done = tool("check", ".", "--format", "json", "--select", "FILE")
    assert done.returncode == 0, done.stdout
    assert json.loads(done.stdout)["summary"]["pictures_read"] == 1
    assert json.loads(tool("config", "show").stdout)["refused"] == []
