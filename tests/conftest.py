"""Options and fixtures for all tests."""

from __future__ import annotations

import shutil
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from mediaaudit.checks import _contract

PLUGIN = Path(__file__).parents[1] / "examples" / "plugin"
GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write tests/golden anew from what the code gives")


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep what a test finds out away from the user's cache, and from other tests; the folder, not made yet."""
    folder = tmp_path_factory.getbasetemp() / "caches" / uuid4().hex
    monkeypatch.setenv("MEDIAAUDIT_CACHE_DIR", str(folder))
    return folder


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with a file below tests/golden, or write it there with ``--update-golden``."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        assert path.read_bytes().decode("utf-8") == text

    return compare


def install(package: Path, project: Path, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lay a plug-in where Python looks for packages, as an installer does; ``project`` is its ``pyproject.toml``."""
    shutil.copytree(package, site / package.name)
    info = site / "gazette_rules-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: gazette-rules\nVersion: 1.0\n", encoding="utf-8")
    lines = []
    for group, named in tomllib.loads(project.read_text(encoding="utf-8"))["project"]["entry-points"].items():
        lines += [f"[{group}]", *(f"{name} = {value}" for name, value in named.items())]
    (info / "entry_points.txt").write_text("\n".join([*lines, ""]), encoding="utf-8")
    monkeypatch.syspath_prepend(site)
    monkeypatch.setattr(_contract, "_REGISTERED", {})
    for name in [name for name in sys.modules if name.startswith(package.name)]:
        monkeypatch.delitem(sys.modules, name)


@pytest.fixture
def installed_plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example plug-in, installed; the folder that it is in."""
    site = tmp_path / "site"
    install(PLUGIN / "src" / "gazette_rules", PLUGIN / "pyproject.toml", site, monkeypatch)
    return site
