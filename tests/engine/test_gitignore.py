from __future__ import annotations

import random
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from mediaaudit.engine.gitignore import Pattern, is_ignored, parse_pattern, read_gitignore
from mediaaudit.engine.inputs import Collecting, collect

CASES = [
    ("*.html", "a/b.html", False, True),
    ("drafts", "a/drafts", True, True),
    ("drafts/", "drafts", False, None),
    ("drafts/", "drafts", True, True),
    ("/drafts", "a/drafts", True, None),
    ("/drafts", "drafts", True, True),
    ("a/*.html", "a/x.html", False, True),
    ("a/*.html", "b/a/x.html", False, None),
    ("a/*.html", "a/b/x.html", False, None),
    ("**/old", "x/y/old", True, True),
    ("**/old", "old", True, True),
    ("a/**/b", "a/b", True, True),
    ("a/**/b", "a/x/y/b", True, True),
    ("a/**", "a/x/y", False, True),
    ("a/**", "a", True, None),
    ("page?.html", "page1.html", False, True),
    ("page?.html", "page/.html", False, None),
    ("page[0-9].html", "page7.html", False, True),
    ("page[!0-9].html", "page7.html", False, None),
    (r"\#one", "#one", False, True),
    (r"\!one", "!one", False, True),
    ("!keep.html", "keep.html", False, False),
    ("trailing  ", "trailing", False, True),
    ("a.b", "axb", False, None),
]


@pytest.mark.parametrize(("pattern", "path", "folder", "expected"), CASES)
def test_pattern(pattern: str, path: str, folder: bool, expected: bool | None) -> None:
    parsed = parse_pattern(pattern)
    assert parsed is not None
    assert is_ignored(path, (parsed,), folder=folder) is expected


@pytest.mark.parametrize("line", ["", "# a comment", "   "])
def test_lines_without_a_pattern(line: str) -> None:
    assert parse_pattern(line) is None


@pytest.mark.parametrize("glob", ["a[b", "a[[:nothing:]]", "a\\"])
def test_what_git_takes_for_no_pattern_matches_nothing(glob: str) -> None:
    assert is_ignored(glob, tuple(filter(None, [parse_pattern(glob)])), folder=False) is None


ATOMS = (
    "a", "b", "*", "**", "?", "[a-c]", "[!a]", "[[:alpha:]]", "[[:digit:]]", "[^b]", ".log", "/", "/**/", "**/", "/**", "\\a",
    "[]a]", "[a", "é", "[é]", "1", "[a-]", "[[:upper:]b]", "\\", " ", "[[:foo:]]", "[b-a]", "!", "#", "\\ ", "[--0]",
)  # fmt: skip
NAMES = ("a", "b", "ab", "a.log", "b1", "é", "éa", "a b", "[a]", "A", "-", "aa", "#a", "!a")


@pytest.mark.skipif(shutil.which("git") is None, reason="git is the oracle here")
def test_patterns_mean_what_they_mean_to_git(tmp_path: Path) -> None:
    chance = random.Random(7)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    files = []
    for first in NAMES:
        for rest in ("", "/".join(chance.choices(NAMES, k=2)), "/".join(chance.choices(NAMES, k=3))):
            path = tmp_path / "/".join(filter(None, (f"{first}x" if rest else first, rest)))
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists():
                path.touch()
                files.append(path.relative_to(tmp_path).as_posix())
    for _ in range(60):
        lines = ["".join(chance.choices(ATOMS, k=chance.randint(1, 5))) for _ in range(chance.randint(1, 3))]
        # Two stars beside a letter are one star; versions of git differ in what a slash after them means.
        lines = [re.sub(r"(?<=[^/])\*\*+|\*\*+(?=[^/])", "*", line) for line in lines]
        lines = [f"!{line}" if chance.random() < 0.2 else line for line in lines]
        (tmp_path / ".gitignore").write_bytes("\n".join(lines).encode())
        asked = "\0".join(files).encode() + b"\0"
        command = ["git", "check-ignore", "--no-index", "-z", "--stdin"]
        said = subprocess.run(command, cwd=tmp_path, input=asked, capture_output=True, check=False).stdout
        expected = {name.decode() for name in said.split(b"\0") if name}
        patterns = read_gitignore(tmp_path)
        assert {name for name in files if _ignored(name, patterns)} == expected, lines


def _ignored(name: str, patterns: tuple[Pattern, ...]) -> bool:
    parts = name.split("/")
    return any(
        is_ignored("/".join(parts[:count]), patterns, folder=count < len(parts)) for count in range(1, len(parts) + 1)
    )


@pytest.mark.skipif(shutil.which("git") is None, reason="git is the oracle here")
def test_folders_are_walked_as_git_would(tmp_path: Path) -> None:
    ignores = {
        ".gitignore": "drafts/\n*.tmp.html\n!keep.tmp.html\n/top.html\nsub/**/deep\n",
        "sub/.gitignore": "!top.html\nlocal.html\n",
    }
    pages = [
        "a.html", "top.html", "b.tmp.html", "keep.tmp.html", "drafts/a.html", "sub/top.html", "sub/local.html",
        "sub/x/deep/a.html", "sub/deep/b.html", "sub/ok/a.html", "local.html",
    ]  # fmt: skip
    for name, text in {**dict.fromkeys(pages, "<p>"), **ignores}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    listed = subprocess.run(
        ["git", "ls-files", "--others", "--exclude-standard"], cwd=tmp_path, check=True, capture_output=True, text=True
    ).stdout.split()
    found = [
        item.path.relative_to(tmp_path).as_posix() for item in collect([tmp_path], Collecting()).inputs if item.path
    ]
    assert sorted(found) == sorted(name for name in listed if name.endswith(".html"))
    inner = [item.path.name for item in collect([tmp_path / "sub"], Collecting()).inputs if item.path]
    assert inner == ["top.html", "a.html"]
