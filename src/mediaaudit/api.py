"""The Python API: what a content system calls before it publishes.

>>> report = audit_html(html, base="article-folder")          # doctest: +SKIP
>>> blocking = [finding for finding in report.findings if finding.severity == "error"]   # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from .catalogue.catalogue import shipped_catalogue
from .config.files import find_config, read_config
from .config.model import Config
from .config.resolve import overlay, resolve
from .engine.audit import BREAK_EVEN, audit
from .engine.executor import executor_for
from .engine.inputs import Collecting, Input, Inputs, collect
from .model.report import Report
from .readers.place import place_of


def audit_html(
    html: str | bytes,
    *,
    base: str | Path | None = None,
    config: str | Path | Config | None = None,
    name: str = "<html>",
    as_of: str | None = None,
) -> Report:
    """Audit one article that is in memory.

    ``html`` is a page or a fragment; bytes are decoded as a browser would. ``base`` is the folder (a text may be its
    address on storage) against which relative picture addresses are looked up; without it no picture file is read.
    ``config`` is a configuration file or a ``Config``; None means the defaults, no file is searched for. ``name`` is what the report calls the article,
    ``as_of`` the ISO 8601 date of the audit (today if None).

    Fetches nothing unless the configuration says so, and raises nothing for bad HTML or bad pictures: they are in the
    report. Raises
    ``mediaaudit.catalogue.errors.CatalogueError`` for a bad configuration.
    """
    settings = _config(config)
    if base is not None:
        settings = overlay(settings, Config(base_dir=place_of(base) if isinstance(base, str) else base))
    data = html.encode("utf-8", "surrogatepass") if isinstance(html, str) else html
    if isinstance(html, str):
        data = b"\xef\xbb\xbf" + data  # a text has no encoding to be guessed: the mark outranks a <meta charset>
    plan = resolve(settings, shipped_catalogue(), as_of=as_of).plan
    return audit(Inputs(inputs=(Input(uri=name, kind="article", data=data),)), plan)


def audit_paths(
    paths: Iterable[str | Path],
    *,
    config: str | Path | Config | None = None,
    as_of: str | None = None,
    jobs: int | None = 1,
) -> Report:
    """Audit article files, picture files and folders of them; texts may be addresses on storage (``s3://bucket/site``).

    ``config`` is a configuration file or a ``Config``; None means the file that the command line would find from the
    working directory. ``as_of`` is the ISO 8601 date of the audit (today if None); ``jobs`` the number
    of processes at most, None for one on each processor.
    What cannot be read is a notification of the report. Raises ``CatalogueError`` for a bad configuration.
    """
    found = find_config(Path.cwd()) if config is None else None
    said = read_config(found, trusted=False) if found else _config(config)
    resolved = resolve(said, shipped_catalogue(), as_of=as_of)
    inputs = collect(
        [place_of(path) if isinstance(path, str) else path for path in paths], Collecting(exclude=resolved.exclude)
    )
    return audit(inputs, resolved.plan, executor=executor_for(jobs, len(inputs.inputs), BREAK_EVEN))


def _config(config: str | Path | Config | None) -> Config:
    if config is None:
        return Config()
    return config if isinstance(config, Config) else read_config(Path(config))
