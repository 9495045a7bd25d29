"""Errors of files that people write, said without a traceback and with exit status 2."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from mediaaudit.catalogue.errors import CatalogueError
from mediaaudit.engine.failure import EngineError
from mediaaudit.version import __version__

COULD_NOT = 2  # the job could not be done; 1 is for findings
ISSUES = "https://github.com/mediaaudit/mediaaudit/issues"


class Failure(click.ClickException):
    """A message on standard error and exit status 2."""

    exit_code = COULD_NOT


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn a mistake in a file, a file that cannot be written, or a cluster that cannot work, into its message."""
    try:
        yield
    except (CatalogueError, EngineError, OSError, MemoryError) as error:
        raise failure_of(error, "") from error


def failure_of(error: Exception, doing: str) -> Failure:
    """Return the failure that an exception is; one that nobody expected comes with its traceback, to be reported.

    ``doing`` names the command for the latter.
    """
    if isinstance(error, CatalogueError | EngineError):
        return Failure(str(error))
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return Failure(f"{where}{error.strerror or error}")
    if isinstance(error, MemoryError):
        return Failure("There is not enough memory; a smaller number of --jobs needs less.")
    return Failure(_mistake(error, doing))


def _mistake(error: Exception, doing: str) -> str:
    import traceback

    said = traceback.format_exception_only(error)[-1].strip()
    return (
        f"{doing} failed with {said}. This is a mistake in mediaaudit or a plug-in; please report it, with what follows, at "
        f"{ISSUES}\nmediaaudit {__version__}, Python {sys.version.split()[0]}, {sys.platform}\n"
        + "".join(traceback.format_exception(error)).rstrip()
    )
