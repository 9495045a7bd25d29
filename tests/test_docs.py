"""The documentation cannot be wrong: what the guides show is run, and the pages of rules are made from the rules.

A guide is followed from its first line to its last, in a folder of its own beside a copy of ``examples/newsroom``:

- ``console``: commands after ``$``, with what they print; ``…`` stands for lines, or the rest of a line, left out
- ``sh``: commands that must be able to do their job
- ``toml rule``: a rule file, which ``mediaaudit rules test`` is asked about
- a block with a file name after its language is written to that file; TOML without one is a configuration
- ``python`` is run, its names kept for the next block
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner

from mediaaudit.catalogue.catalogue import shipped_catalogue
from mediaaudit.cli import main
from mediaaudit.config.files import read_config
from mediaaudit.reporters.links import DOCUMENTATION, help_uri

from .conftest import install

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
FENCE = re.compile(r"^```(\w+)(?: +(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
GUIDES = sorted(path for path in DOCS.glob("*.md") if path.name != "configuration.md")


@dataclass
class Reader:
    """Somebody who follows a guide. ``done`` counts what was run."""

    guide: str
    status: int = 0
    done: int = 0
    names: dict[str, Any] = field(default_factory=dict)

    def follow(self, language: str, name: str, text: str) -> None:
        """Do what a block says."""
        if name == "rule":
            name = f"rules-of-{self.guide}/rule-{self.done}.toml"
        if name:
            path = Path(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        steps: dict[str, Callable[[str], None]] = {
            "console": self.console, "sh": self.sh, "toml": self.toml, "python": self.python, "html": self.html,
        }  # fmt: skip
        if name and language == "text":  # a list that a command reads
            return
        if name and language == "toml":  # house data, a rule: what the next command reads
            steps["toml"] = self.data
        steps[language](text)

    def console(self, text: str) -> None:
        for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
            line, _, expected = part.partition("\n")
            printed = self.run(line)
            assert re.fullmatch(as_pattern(expected), printed), f"{self.guide}: {line}\n{printed}"

    def sh(self, text: str) -> None:
        for line in text.splitlines():
            command = re.sub(r"(^|\s+)#.*", "", line)
            if command:
                printed = self.run(command)
                assert self.status in {0, 1}, f"{self.guide}: {command}\n{printed}"

    def run(self, line: str) -> str:
        """Run a command line in this process and return what it prints; ``cat FILE |`` before it is understood."""
        self.done += 1
        if line == "echo $?":
            return f"{self.status}\n"
        piped = re.match(r"cat (\S+) \| ", line)
        given = Path(piped[1]).read_bytes() if piped else None
        program, *arguments = shlex.split(line[piped.end() if piped else 0 :])
        if program == "git":
            done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False, env=git_alone())
            self.status = done.returncode
            return done.stdout + done.stderr
        assert program == "mediaaudit", f"{self.guide}: {line}: what a guide shows is run"
        result = CliRunner().invoke(main, arguments, input=given)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        self.status = result.exit_code
        return result.output

    def toml(self, text: str) -> None:
        self.done += 1
        parsed = tomllib.loads(text)
        if "project" not in parsed:
            path = Path("pyproject.toml" if "tool" in parsed else "mediaaudit.toml")
            path.write_text(text, encoding="utf-8")
            read_config(path)

    def data(self, text: str) -> None:
        self.done += 1
        tomllib.loads(text)
        folder = Path(f"rules-of-{self.guide}")
        assert not folder.is_dir() or CliRunner().invoke(main, ["rules", "test", str(folder)]).exit_code == 0

    def python(self, text: str) -> None:
        self.done += 1
        exec(compile(text, self.guide, "exec"), self.names)
        if test := self.names.pop("test_examples", None):
            for mark in test.pytestmark:
                for value in mark.args[1]:
                    test(value)

    def html(self, text: str) -> None:
        self.done += 1
        result = CliRunner().invoke(main, ["check", "-", "--isolated"], input=text.encode())
        assert result.exit_code in {0, 1}, result.output


def git_alone() -> dict[str, str]:
    """Return an environment in which git knows nothing of this machine, and who commits."""
    who = {f"GIT_{part}_{key}": "desk@example.org" for part in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}
    return {**os.environ, **who, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def as_pattern(expected: str) -> str:
    """Return the regular expression of an expected output: ``…`` on a line of its own stands for any lines."""
    lines = [
        r"(?:.*\n)*?" if line == "…" else re.escape(line).replace("…", ".*") + r"\n" for line in expected.splitlines()
    ]
    return "".join(lines)


def blocks(path: Path) -> Iterator[tuple[str, str, str]]:
    text = path.read_text(encoding="utf-8")
    for found in FENCE.finditer(text):
        yield found[1], found[2] or "", found[3]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_what_a_guide_shows_is_so(
    guide: Path, installed_plugin: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "examples" / "newsroom", tmp_path / "examples" / "newsroom")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    reader = Reader(guide.name)
    for language, name, text in blocks(guide):
        reader.follow(language, name, text)
    assert reader.done >= 1


def test_the_plug_in_of_the_guide_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for _, name, text in blocks(DOCS / "plugins.md"):
        if "." in name:
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_text(text, encoding="utf-8")
    for folder in ("gazette_rules", "gazette_rules/rules"):
        (tmp_path / folder / "__init__.py").touch()
    install(tmp_path / "gazette_rules", tmp_path / "pyproject.toml", tmp_path / "site", monkeypatch)
    monkeypatch.setenv("MEDIAAUDIT_TRUST_CONFIG", "1")
    Path("mediaaudit.toml").write_text('plugins = ["gazette"]\nselect = ["gazette"]\n', encoding="utf-8")
    page = '<figure><img src="a.jpg" alt="A"><figcaption>THE BRIDGE IS OPEN.</figcaption></figure>'
    result = CliRunner().invoke(main, ["check", "-", "--format", "concise"], input=f"{page}{page.lower()}")
    assert result.output.count("The caption 'THE BRIDGE IS OPEN.' is in capitals.") == 1
    assert result.output.count("GZ001") == 1


def test_a_wrong_guide_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    reader = Reader("wrong.md")
    for language, text, error in (
        ("console", "$ mediaaudit --version\nmediaaudit 0.0.0\n", AssertionError),
        ("sh", "mediaaudit check missing.html\n", AssertionError),
        ("sh", "rm -r examples\n", AssertionError),
        ("toml", "preset = 1\n", Exception),
        ("python", "from mediaaudit import audit_everything\n", ImportError),
        ("text", "anything", KeyError),
    ):
        with pytest.raises(error):
            reader.follow(language, "", text)


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    """The module that makes pages, as Sphinx finds it: beside its configuration."""
    spec = spec_from_file_location("generate", DOCS / "generate.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    sys.modules["generate"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def pages(generate: ModuleType) -> dict[str, str]:
    made: dict[str, str] = {**generate.rule_pages(), **generate.configuration_page()}
    return made


def test_each_rule_has_the_page_that_reports_lead_to(pages: dict[str, str]) -> None:
    for rule in shipped_catalogue().rules.values():
        name = help_uri(rule.name).removeprefix(DOCUMENTATION).rstrip("/")
        text = pages[f"{name}.md"]
        assert text.startswith(f"# {rule.code} {rule.name}\n")
        assert text.count("```html") == sum(len(example.pages) for example in rule.examples)
        assert text.count("## Reported\n") == text.count("## Not reported\n") == 1
        assert f"]({rule.family}/{name.rpartition('/')[2]}.md)" in pages["rules/index.md"]


def test_the_terminal_shows_what_the_page_shows(pages: dict[str, str]) -> None:
    for rule in shipped_catalogue().rules.values():
        printed = CliRunner().invoke(main, ["rule", rule.code]).output
        titles = re.findall(r"^## (.*)$", pages[f"rules/{rule.name}.md"], re.MULTILINE)
        assert [line for line in printed.splitlines() if line in titles] == titles


def test_what_was_measured_is_shown(pages: dict[str, str]) -> None:
    shown = {name for name, text in pages.items() if "\n## Measured\n" in text}
    assert shown == {f"rules/{rule.name}.md" for rule in shipped_catalogue().rules.values() if rule.measured}
    text = pages["rules/caption/no-date-or-place.md"]
    assert "26 of 30 findings on 30 saved news pages were right. Not right: three artist's concepts" in text


def test_every_citation_of_a_rule_can_be_followed(pages: dict[str, str]) -> None:
    for rule in shipped_catalogue().rules.values():
        listed = pages[f"rules/{rule.name}.md"].partition("## Standards\n")[2]
        assert len(re.findall(r"^- \[.*\]\(https://\S+\)$", listed, re.MULTILINE)) == len(rule.taxa)


def test_the_reference_has_every_key(pages: dict[str, str]) -> None:
    text = pages["configuration.md"]
    for key in ("preset", "extend-select", "fetch.max-pictures", "overrides.paths", "rule-paths", "house.agencies"):
        assert f" `{key}`\n" in text
    for rule in shipped_catalogue().rules.values():
        assert [option for option in rule.options if f"- `{option}`: " not in text] == []


def test_pages_of_rules_that_are_gone_go(generate: ModuleType, tmp_path: Path) -> None:
    generate.write({"rules/alt/missing.md": "old"}, tmp_path)
    generate.write({"rules/alt/missing.md": "new", "rules/index.md": "x"}, tmp_path)
    generate.write({"rules/alt/missing.md": "new"}, tmp_path)
    assert [path.name for path in tmp_path.rglob("*.md")] == ["missing.md"]
    assert (tmp_path / "rules/alt/missing.md").read_text() == "new"


def test_a_link_to_a_file_that_is_not_there_is_refused(generate: ModuleType) -> None:
    assert "github.com" in generate.to_repository("[the example](../examples/plugin)")
    with pytest.raises(ValueError, match=r"no such file: \.\./examples/nothing"):
        generate.to_repository("[the example](../examples/nothing)")


def test_text_of_a_rule_is_shown_as_it_is(generate: ModuleType) -> None:
    assert generate.plain_markdown("a <b> of *c* in `d_e <f>` and [g]") == r"a \<b\> of \*c\* in `d_e <f>` and \[g\]"


def test_a_file_in_a_guide_has_its_name_beside_it(generate: ModuleType) -> None:
    shown = generate.with_file_names("```toml newsroom/own.toml\nx = 1\n```\n```toml rule\n```\n")
    assert shown == "```{code-block} toml\n:caption: newsroom/own.toml\n\nx = 1\n```\n```toml rule\n```\n"
