"""``--engine``: where the batches of a run are audited."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from mediaaudit.engine.executor import Executor

_DASK = r"dask(\+tls)?://([^/\s@]+:\d{1,5})/?"


def engine_of(value: str) -> Executor:
    """Return the executor that an address names. Raises ``click.BadParameter`` for anything else."""
    found = re.fullmatch(_DASK, value)
    if found is None:
        raise click.BadParameter(f"{value!r} is not the address of a scheduler, as in dask://HOST:8786")
    from mediaaudit.engine.dask_executor import DaskExecutor

    return DaskExecutor(f"{'tls' if found[1] else 'tcp'}://{found[2]}")
