"""No code that lies in an audited tree is run: not by us, not by our children, not by git."""

from __future__ import annotations

import ast
import pickle
import shutil
import subprocess
from pathlib import Path

import pytest

import mediaaudit
from mediaaudit.child_process import import_path
from mediaaudit.engine.dask_children import RunChild
from mediaaudit.engine.signing import SignTask

from .conftest import PAGE, Tool, picture

# What a child imports on its way, what Python looks for by itself, and what test runners and site load.
NAMES = (
    "mediaaudit", "multiprocessing", "subprocess", "json", "struct", "pickle", "queue", "threading", "base64", "PIL", "numpy",
    "imagehash", "click", "encodings", "importlib", "runpy", "pkgutil", "site", "sitecustomize", "usercustomize", "conftest",
    "dataclasses", "tempfile", "hashlib", "sqlite3", "turbohtml", "bs4", "distributed",
)  # fmt: skip


@pytest.fixture
def mark(tree: Path, tmp_path: Path) -> Path:
    """The file that comes into being if any planted code is run; the tree is full of such code."""
    mark = tmp_path / "ran"
    code = f"open({str(mark)!r}, 'a').write(__name__ + chr(10))\n"
    for name in NAMES:
        (tree / name).mkdir()
        (tree / name / "__init__.py").write_text(code, encoding="utf-8")
        (tree / f"{name}.py").write_text(code, encoding="utf-8")
    (tree / "evil.pth").write_text(f"import os; {code}", encoding="utf-8")
    (tree / "pyvenv.cfg").write_text("home = .\ninclude-system-site-packages = true\n", encoding="utf-8")
    (tree / "mediaaudit-0.1.0.dist-info").mkdir()
    (tree / "mediaaudit-0.1.0.dist-info" / "entry_points.txt").write_text(
        "[mediaaudit.checks]\nx = json\n", encoding="utf-8"
    )
    for number in range(44):
        picture(tree / f"{number}.jpg", shade=number * 4)
    return mark


@pytest.mark.parametrize(
    "command",
    [
        ("check", "."),
        ("check", "story.html", "--format", "html"),
        ("inspect", "story.html", "bridge.jpg"),
        ("duplicates", "."),
        ("duplicates", ".", "--jobs", "2", "--no-cache"),
        ("index", "build", "."),
        ("compare", "bridge.jpg", "1.jpg"),
        ("baseline", "create"),
        ("check", ".", "--fix", "--shard", "1/1", "-o", "part.jsonl"),
        ("rules",),
        ("config", "show"),
    ],
    ids=" ".join,
)
def test_no_command_runs_what_lies_in_the_tree(tree: Path, mark: Path, program: Tool, command: tuple[str, ...]) -> None:
    done = program(*command)
    assert done.returncode in {0, 1, 2}
    assert not mark.exists(), mark.read_text(encoding="utf-8")


def test_workers_run_nothing_of_the_tree(tree: Path, mark: Path, program: Tool) -> None:
    for number in range(200):
        (tree / f"{number}.html").write_text(PAGE.format(f"{number % 44}.jpg"), encoding="utf-8")
    done = program("check", ".", "--jobs", "2", "--format", "json", "--select", "ALT001,FILE001")
    assert done.returncode == 0, done.stderr
    assert '"documents": 201' in done.stdout
    assert not mark.exists(), mark.read_text(encoding="utf-8")


def test_children_of_a_cluster_run_nothing_of_the_folder(tree: Path, mark: Path) -> None:
    child = RunChild("run", pickle.dumps(SignTask()), str(tree))
    try:
        assert child.do("bridge.jpg", 60).signature is not None
    finally:
        child.close()
    assert not mark.exists()


def test_children_do_not_import_from_the_working_directory(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree)
    monkeypatch.syspath_prepend("")
    monkeypatch.syspath_prepend(str(tree))
    monkeypatch.syspath_prepend(".")
    assert str(tree) not in import_path()
    assert all(Path(folder).is_absolute() for folder in import_path())


STARTERS = frozenset({"system", "popen", "posix_spawn", "posix_spawnp", "startfile", "fork", "forkpty"})
CONSTANTS = frozenset({"DEVNULL", "TimeoutExpired", "Popen"})  # the last one as a type


def test_children_are_started_in_one_place_only() -> None:
    package = Path(mediaaudit.__file__).parent
    found = [
        f"{path.relative_to(package)}:{node.lineno}"
        for path in sorted(package.rglob("*.py"))
        if path.name != "child_process.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if _starts(node)
    ]
    assert found == []


def _starts(node: ast.AST) -> bool:
    if isinstance(node, ast.Import):
        return any(name.name.split(".")[0] in {"subprocess", "multiprocessing", "pty"} for name in node.names)
    if isinstance(node, ast.ImportFrom):
        module = (node.module or "").split(".")[0]
        constants = module == "subprocess" and {name.name for name in node.names} <= CONSTANTS
        return module in {"subprocess", "multiprocessing", "pty", "concurrent"} and not constants
    named = (
        node.attr
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "os"
        else ""
    )
    return named in STARTERS or named.startswith(("exec", "spawn"))


needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(tree: Path, *arguments: str) -> None:
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *arguments]
    subprocess.run(command, cwd=tree, check=True, capture_output=True)


@pytest.fixture
def repository(tree: Path) -> Path:
    """The tree as a real repository with one commit and a changed article."""
    (tree / ".git").rmdir()
    git(tree, "init", "-q")
    (tree / ".gitattributes").write_text("* filter=evil diff=evil\n", encoding="utf-8")
    git(tree, "add", "-A")
    git(tree, "commit", "-qm", "first")
    (tree / "story.html").write_text(PAGE.format("bridge.jpg").replace("red", "blue"), encoding="utf-8")
    return tree


@needs_git
@pytest.mark.parametrize(
    "key",
    [
        "core.fsmonitor", "core.sshCommand", "core.pager", "core.alternateRefsCommand", "diff.external", "diff.evil.command",
        "diff.evil.textconv", "filter.evil.clean", "filter.evil.process", "filter.evil.smudge", "filter.a=b.clean",
        "credential.helper", "pager.diff", "alias.diff", "core.editor",
    ],
)  # fmt: skip
def test_git_runs_nothing_that_the_repository_names(repository: Path, tmp_path: Path, program: Tool, key: str) -> None:
    mark = tmp_path / "ran"
    git(repository, "config", key, f"!touch {mark}; cat" if key.startswith("alias") else f"touch {mark}; cat")
    if "a=b" in key:
        (repository / ".gitattributes").write_text("* filter=a=b\n", encoding="utf-8")
    git_config = (repository / ".git" / "config").read_text(encoding="utf-8")
    (repository / ".git" / "config").write_text(f'{git_config}[filter "evil"]\n\trequired = true\n', encoding="utf-8")
    done = program("check", ".", "--changed-since", "HEAD", "--format", "json")
    assert done.returncode in {0, 1}, done.stderr
    assert '"documents": 1' in done.stdout
    assert not mark.exists()


@needs_git
def test_hooks_of_the_repository_are_not_run(repository: Path, tmp_path: Path, program: Tool) -> None:
    mark = tmp_path / "ran"
    for name in ("fsmonitor-watchman", "post-index-change", "query-watchman"):
        hook = repository / ".git" / "hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\ntouch {mark}\n", encoding="utf-8")
        hook.chmod(0o755)
    assert program("check", ".", "--changed-since", "HEAD").returncode in {0, 1}
    assert not mark.exists()


@needs_git
def test_a_git_of_the_tree_is_not_called(repository: Path, tmp_path: Path, program: Tool) -> None:
    mark = tmp_path / "ran"
    (repository / "git").write_text(f"#!/bin/sh\ntouch {mark}\n", encoding="utf-8")
    (repository / "git").chmod(0o755)
    import os

    for path in (".", "", str(repository)):
        done = program(
            "check", ".", "--changed-since", "HEAD", env={"PATH": os.pathsep.join([path, os.environ["PATH"]])}
        )
        assert done.returncode in {0, 1}, done.stderr
        assert not mark.exists()


@needs_git
def test_a_bare_repository_inside_the_tree_is_not_followed(repository: Path, tmp_path: Path, program: Tool) -> None:
    mark = tmp_path / "ran"
    inner = repository / "sub"
    git(repository, "init", "-q", "--bare", "sub")
    git(inner, "config", "core.fsmonitor", f"touch {mark}")
    (inner / "story.html").write_text(PAGE.format("x.jpg"), encoding="utf-8")
    program("check", ".", "--changed-since", "HEAD", cwd=inner)
    assert not mark.exists()
