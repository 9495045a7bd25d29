"""What a stranger's configuration, page or picture can make us do is bounded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mediaaudit.engine.gitignore import is_ignored, parse_pattern
from mediaaudit.readers.pictures.jpeg import unpadded
from mediaaudit.text.expressions import fault_of, search

from .conftest import PAGE, Tool, picture

RULE = """
code = "HR001"
summary = "Caption does not end as it should"
check = "pattern.image_field"
severity = "warning"
confidence = "certain"
since = "0.1"
why = "The newsroom wants it."
instead = "Change it."
[options]
field = "image.caption"
must_match = '{expression}'
[messages]
differs = "{message}"
[[example]]
html = '<figure><img src="a.jpg" alt="A"><figcaption>Not so</figcaption></figure>'
expect = ["differs"]
[[example]]
html = '<figure><img src="a.jpg" alt="A"></figure>'
expect = []
"""


def rule(tree: Path, expression: str, message: str = "The caption is '{{value}}'.") -> None:
    (tree / "rules").mkdir()
    text = RULE.replace("{expression}", expression).replace("{message}", message.replace("{{", "{").replace("}}", "}"))
    (tree / "rules" / "end.toml").write_text(text, encoding="utf-8")
    (tree / "mediaaudit.toml").write_text('rule-paths = { house = "rules" }', encoding="utf-8")


@pytest.mark.parametrize("glob", ["*a*a*a*a*a*a*a*b", "a*" * 30 + "b", "**/a/" * 12 + "b", "[a-z]*" * 20 + "!"])
def test_patterns_of_names_do_not_backtrack(tree: Path, tool: Tool, glob: str) -> None:
    """Backtracking over these names would take longer than the test waits."""
    (tree / ".gitignore").write_text(glob, encoding="utf-8")
    (tree / "mediaaudit.toml").write_text(json.dumps([glob]).join(["exclude = ", ""]), encoding="utf-8")
    (tree / ("a" * 200 + ".html")).write_text(PAGE.format("bridge.jpg"), encoding="utf-8")
    assert '"documents": 2' in tool("check", ".", "--format", "json").stdout
    parsed = parse_pattern(glob)
    assert parsed
    assert is_ignored("a" * 100_000, (parsed,), folder=False) is None
    assert is_ignored("a/" * 2_000 + "c", (parsed,), folder=False) is None


@pytest.mark.parametrize("expression", ["^(a+)+$", "(a|a)*$", "(.*a){25}", "(?:a?){40}a{40}"])
def test_expressions_take_linear_time(tree: Path, tool: Tool, expression: str) -> None:
    pytest.importorskip("re2")
    rule(tree, expression)
    page = PAGE.format("bridge.jpg").replace("The bridge. Photo", f"{'a' * 3_900}! Photo")
    (tree / "story.html").write_text(page, encoding="utf-8")
    assert tool("check", ".", "--select", "house").returncode in {0, 1}
    assert search(expression, "b" * 3_000 + "!") in {True, False}


@pytest.mark.parametrize("expression", [r"(a)\1{{2,}}", "(?<=x)y", "(?:a{5000}){5000}", "x" * 2_000])
def test_expressions_that_may_take_any_time_need_trust(tree: Path, tool: Tool, expression: str) -> None:
    expression = expression.replace("{{", "{").replace("}}", "}")
    rule(tree, expression)
    done = tool("check", ".")
    assert done.returncode == 2
    assert "end.toml" in done.stderr
    assert "must_match" in done.stderr


def test_an_expression_of_python_s_is_for_those_who_are_trusted(tree: Path, tool: Tool) -> None:
    rule(tree, "(?<=bridge)[.]$")
    assert tool("check", ".", "--select", "house").returncode == 2
    assert tool("check", ".", "--select", "house", "--trust-config").returncode in {0, 1}
    assert fault_of("(") != ""


@pytest.mark.parametrize(
    "message", ["{{value:>900000000}}", "{{value!r}}", "{{value.__class__}}", "{{value[0]}}", "{{0}}", "{{"]
)
def test_messages_hold_names_and_nothing_else(tree: Path, tool: Tool, message: str) -> None:
    rule(tree, "x", message)
    done = tool("check", ".")
    assert done.returncode == 2
    assert "end.toml" in done.stderr
    assert "differs" in done.stderr


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[fetch]\nseconds = inf", "seconds"),
        ("[fetch]\nper-second = nan", "per-second"),
        ("[fetch]\nmax-pictures = 99999999999999999999", "max-pictures"),
        ("max-warnings = 99999999999999999999", "max-warnings"),
        ("[options.ALT008]\nmax_length = 99999999999999999999", "max_length"),
        ('site-root = "a\\u0000b"', "site-root"),
        ('extends = "a\\u0000b"', "extends"),
        ('[paths]\n"https://x/" = "a\\u0000b"', "https://x/"),
        ('[paths]\n"a\\u0000b" = "x"', "paths"),
        ('[house]\nwithdrawn = ["a\\u0000b"]', "withdrawn"),
        ('exclude = ["a\\u0000b"]', "exclude"),
        ('rule-paths = { house = "a\\u0000b" }', "house"),
        ('ignore = ["a\\u0000b"]', "ignore"),
        ('[credit]\nstyle = "a\\u0000b"', "style"),
    ],
)
@pytest.mark.parametrize("trusted", [(), ("--trust-config",)])
def test_impossible_settings_are_refused_by_name(
    tree: Path, tool: Tool, text: str, key: str, trusted: tuple[str, ...]
) -> None:
    (tree / "mediaaudit.toml").write_text(text, encoding="utf-8")
    done = tool("check", ".", *trusted)
    assert done.returncode == 2
    assert "mediaaudit.toml" in done.stderr
    assert key in done.stderr
    assert "mistake in mediaaudit" not in done.stderr


def test_a_configuration_without_end_is_not_read(tree: Path, tool: Tool) -> None:
    with (tree / "mediaaudit.toml").open("wb") as file:
        file.truncate(20 << 20)
    done = tool("check", ".")
    assert done.returncode == 2
    assert "larger than 1 MiB" in done.stderr
    (tree / "mediaaudit.toml").write_text("a = " + "[" * 50_000, encoding="utf-8")
    assert "is not valid TOML" in tool("check", ".").stderr


@pytest.mark.parametrize("kind", ["pipe", "device", "link", "large"])
def test_ignore_files_of_another_kind_are_passed_over(tree: Path, outside: Path, tool: Tool, kind: str) -> None:
    import os

    path = tree / ".gitignore"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    elif kind == "link":
        (outside / "ignore").write_text("*", encoding="utf-8")
        path.symlink_to(outside / "ignore")
    else:
        path.write_bytes(b"*\n" * (1 << 20))
    done = tool("check", ".", "--format", "json")
    report = json.loads(done.stdout)
    assert report["summary"]["documents"] == 1
    assert [notice["code"] for notice in report["notifications"]] == ["unreadable-gitignore"]


@pytest.mark.parametrize("fill", [b"\xff", b"\xff\x00"])
def test_fill_bytes_of_a_jpeg_cost_nothing(tree: Path, tool: Tool, fill: bytes) -> None:
    picture(tree / "bridge.jpg")
    data = (tree / "bridge.jpg").read_bytes()
    padded = data[:2] + fill * (8 << 20) + data[2:]
    assert len(unpadded(padded)) < len(data) + 2
    assert unpadded(data) is data
    (tree / "bridge.jpg").write_bytes(padded)
    done = tool("check", "story.html", "--select", "FILE", "--format", "json")
    assert json.loads(done.stdout)["summary"]["pictures_read"] == 1
