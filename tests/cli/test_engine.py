"""``check --engine``: where the work is done."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from mediaaudit.cli.engines import engine_of
from mediaaudit.engine.dask_executor import DaskExecutor

from .conftest import Run


@pytest.mark.parametrize(
    "value", ["localhost:8786", "dask://", "dask://host", "dask://user@host:1", "http://host:8786", "dask://a:1/x"]
)
def test_what_is_no_address_is_refused(run: Run, newsroom: Path, value: str) -> None:
    done = run("check", "--isolated", "--engine", value, ".")
    assert done.exit_code == 2
    assert "dask://HOST:8786" in done.stderr


@pytest.mark.parametrize(
    ("value", "address"), [("dask://head:8786", "tcp://head:8786"), ("dask+tls://10.0.0.1:1/", "tls://10.0.0.1:1")]
)
def test_an_address_is_dasks(value: str, address: str) -> None:
    engine = engine_of(value)
    assert isinstance(engine, DaskExecutor)
    assert engine.address == address


def test_without_dask_it_is_said_what_to_install(run: Run, newsroom: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    done = run("check", "--isolated", "--engine", "dask://localhost:8786", ".")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "install mediaaudit[dask]" in done.stderr
