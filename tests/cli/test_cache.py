from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from mediaaudit.engine.cache import NAME

from .conftest import Run


def _with_picture(newsroom: Path) -> None:
    Image.linear_gradient("L").save(newsroom / "a.jpg")


def test_a_run_keeps_what_it_found_in_the_users_cache(run: Run, newsroom: Path, own_cache: Path) -> None:
    _with_picture(newsroom)
    run("check", ".")
    info = run("cache", "info").output
    assert info.startswith(f"{own_cache / NAME}\n")
    assert "pictures: 1\n" in info
    assert run("cache", "clean").exit_code == 0
    assert not any(own_cache.iterdir())
    assert "pictures" not in run("cache", "info").output


def test_no_cache_touches_none(run: Run, newsroom: Path, own_cache: Path) -> None:
    _with_picture(newsroom)
    run("check", ".", "--no-cache")
    assert not own_cache.exists()
    run("baseline", "create", "--no-cache", ".")
    assert not own_cache.exists()


def test_the_option_outranks_the_configuration(
    run: Run, newsroom: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _with_picture(newsroom)
    (newsroom / "mediaaudit.toml").write_text('cache-dir = "kept"', encoding="utf-8")
    monkeypatch.setenv("MEDIAAUDIT_TRUST_CONFIG", "1")
    run("check", ".")
    assert (newsroom / "kept" / NAME).is_file()
    assert "pictures: 1\n" in run("cache", "info").output
    run("check", ".", "--cache-dir", "other")
    assert (newsroom / "other" / NAME).is_file()
    assert not own_cache.exists()
    assert run("cache", "clean").exit_code == 0
    assert not (newsroom / "kept" / NAME).exists()
    assert (newsroom / "other" / NAME).exists()


def test_a_private_folder_is_made(run: Run, newsroom: Path, own_cache: Path) -> None:
    _with_picture(newsroom)
    run("check", ".")
    assert own_cache.stat().st_mode & 0o777 == 0o700


def test_info_says_what_is_in_the_way(run: Run, newsroom: Path) -> None:
    result = run("cache", "info", "--cache-dir", newsroom / "bad.html" / "below")
    assert result.exit_code == 0  # nothing is there, and nothing was asked of it
    (newsroom / NAME).write_bytes(b"")
    assert run("cache", "info", "--cache-dir", newsroom).exit_code == 0
