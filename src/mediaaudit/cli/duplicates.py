"""``mediaaudit duplicates``: which pictures of folders and archives are copies of one another."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from mediaaudit.archive.decisions import Decisions
from mediaaudit.archive.files import Signed
from mediaaudit.catalogue.catalogue import shipped_catalogue
from mediaaudit.engine.executor import executor_for
from mediaaudit.engine.inputs import Collecting, Inputs, collect
from mediaaudit.engine.ledger import SIGNATURES
from mediaaudit.engine.spill import Mapped, Spill
from mediaaudit.gate import read_data
from mediaaudit.lazy import replace
from mediaaudit.model.duplicates import DUPLICATES, Duplicates
from mediaaudit.model.signature import Signature
from mediaaudit.readers.pictures.signature import pack, unpack
from mediaaudit.reporters.duplicates import duplicates_json, duplicates_text

from .errors import COULD_NOT, Failure, plain_errors
from .files import check_target, write_file
from .progress import progress_bar
from .settings import cache_folder_of, cache_options, jobs_option, trust_option
from .terminal import emit, say

LARGEST = 64 << 20  # bytes of a file of decisions
THUMBNAILS = 8_000_000  # bytes of pictures in an HTML report


@click.command("duplicates")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "format_", type=click.Choice(["text", "json", "html"]), default="text", show_default=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
@click.option("--related", is_flag=True, help="List pictures of one moment or one template too.")
@click.option("--decisions", type=click.Path(path_type=Path, dir_okay=False), help="Pairs that were looked at before.")
@click.option("--exit-code", is_flag=True, help="Exit 1 if there are duplicates that are not known.")
@jobs_option
@cache_options
@trust_option
@click.option("-q", "--quiet", is_flag=True, help="Show no progress.")
def command(
    paths: tuple[Path, ...],
    format_: str,
    output: Path | None,
    related: bool,
    decisions: Path | None,
    exit_code: bool,
    jobs: int | None,
    cache_dir: Path | None,
    no_cache: bool,
    trust_config: bool,
    quiet: bool,
) -> None:
    """Find the pictures that are copies of one another: resized, cropped, mirrored, overlaid, framed or encoded again.

    PATHS are picture files and folders. DECISIONS holds a pair a line, by content: "known" or "not-a-duplicate" and two
    SHA-256 sums. Exit status: 0, 1 with --exit-code, or 2 if something named could not be read.
    """
    with plain_errors():
        if output:
            check_target(output)
        decided = read_decisions(decisions)
        found = collect(paths, Collecting(everything=True))
        files = [item.path.as_posix() for item in found.inputs if item.kind == "picture" and item.path]
        cache = None
        if not no_cache:
            cache, refused = cache_folder_of(cache_dir, trusted=trust_config)
            found = replace(found, notifications=(*refused, *found.notifications))
        signatures: Spill[bytes] = Spill(many=SIGNATURES)
        names: list[str] = []
        sums: list[str] = []
        skipped: list[tuple[str, str]] = []
        for each in _sign(files, found.inside, jobs, cache, quiet=quiet):
            if each.signature is None:
                skipped.append((each.path, each.reason))
                continue
            names.append(each.path)
            sums.append(each.signature.sha256)
            signatures.add("", pack(each.signature))
        duplicates = _find(Mapped(signatures, unpack), decided, quiet=quiet)
        if format_ == "json":
            text = duplicates_json(duplicates, names, sums, skipped)
        elif format_ == "html":
            text = _page(duplicates, names, sums, skipped, found)
        else:
            text = duplicates_text(duplicates, names, skipped, related=related)
        if output:
            write_file(output, text)
        else:
            emit(text)
    for notice in found.notifications:
        say(f"mediaaudit: {notice.message}")
    named = {path.as_posix() for path in paths}
    if any(notice.level == "error" for notice in found.notifications) or any(path in named for path, _ in skipped):
        sys.exit(COULD_NOT)
    open_ = any(pair.relation in DUPLICATES and not pair.known for pair in duplicates.pairs)
    sys.exit(int(exit_code and open_))


def _page(
    duplicates: Duplicates, names: list[str], sums: list[str], skipped: list[tuple[str, str]], inputs: Inputs
) -> str:
    """Return the HTML report of the groups, pictures side by side."""
    from mediaaudit.config.model import Config
    from mediaaudit.config.resolve import resolve
    from mediaaudit.engine.copies_report import copies_report
    from mediaaudit.engine.illustrate import illustrate
    from mediaaudit.reporters import Options, render

    plan = resolve(Config(), shipped_catalogue()).plan
    report = copies_report(duplicates, names, sums, skipped, plan.as_of)
    return render("html", illustrate(report, inputs, plan, thumbnail_bytes=THUMBNAILS), Options())


def _sign(
    files: Sequence[str], inside: tuple[Path, ...] | None, jobs: int | None, folder: Path | None, *, quiet: bool
) -> Iterator[Signed]:
    """Yield the signatures of files; those that the cache in a folder knows are not made again."""
    from mediaaudit.engine.cache import close, opened
    from mediaaudit.engine.known_signatures import KnownSignatures
    from mediaaudit.engine.signing import BREAK_EVEN, SignTask

    def make(names: Sequence[str]) -> Iterator[Signed]:
        return executor_for(jobs, len(names), BREAK_EVEN).map(SignTask(inside), names)

    try:
        with progress_bar(len(files), wanted=not quiet) as advance:
            for signed in KnownSignatures(opened(folder), inside).sign(files, make) if folder else make(files):
                yield signed
                if advance:
                    advance(1)
    finally:
        for notice in close(folder):
            say(f"mediaaudit: {notice.message}")


def _find(signatures: Sequence[Signature], decided: Decisions, *, quiet: bool) -> Duplicates:
    from mediaaudit.archive.decisions import apply_decisions
    from mediaaudit.archive.find import find_duplicates

    with progress_bar(len(signatures), wanted=not quiet) as advance:
        return apply_decisions(find_duplicates(signatures, told=advance), signatures, decided)


def read_decisions(path: Path | None) -> Decisions:
    """Return the decisions of a file, none without one; a mistake in it ends the command."""
    from mediaaudit.archive.decisions import DecisionError, parse_decisions

    if path is None or not path.exists():
        return {}
    try:
        return parse_decisions(read_data(path, most=LARGEST).decode("utf-8", "replace"))
    except DecisionError as error:
        raise Failure(f"{path}: {error}") from error
