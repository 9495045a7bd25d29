"""Bytes to facts: an article with its pictures located, a picture file with the fact blocks that the plan needs."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from mediaaudit.model.asset import Asset, Faults, Pixels
from mediaaudit.model.document import Document
from mediaaudit.model.metadata import PhotoMetadata
from mediaaudit.model.report import Notification
from mediaaudit.readers.html import read_document
from mediaaudit.readers.pictures.locate import Located, Locator

from .inputs import Input
from .plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """One picture file: the asset, its fact blocks by type, and why a block is missing."""

    asset: Asset
    blocks: Mapping[type, object]
    missing: Mapping[type, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article as read, the facts of its files by asset id, and what became of each picture address."""

    document: Document
    files: Mapping[str, FileFacts]
    outcomes: Mapping[str, str]  # address -> found, remote, missing, outside, unreadable


class FileReader:
    """Reads picture files, each distinct content once."""

    def __init__(self, plan: Plan) -> None:
        """Read what the plan needs and nothing else."""
        self._plan = plan
        self._by_content: dict[str, FileFacts] = {}
        self._by_path: dict[Path, FileFacts] = {}

    def read(self, data: bytes, uri: str) -> FileFacts:
        """Return the facts of a file from its bytes."""
        content = hashlib.sha256(data).hexdigest()
        known = self._by_content.get(content)
        if known is None:
            known = self._by_content[content] = read_file(data, uri, content, self._plan)
        return known

    def read_path(self, path: Path) -> FileFacts:
        """Return the facts of a file. Raises OSError if it cannot be read."""
        known = self._by_path.get(path)
        if known is None:
            known = self._by_path[path] = self.read(path.read_bytes(), path.as_posix())
        return known


def read_file(data: bytes, uri: str, content: str, plan: Plan) -> FileFacts:
    """Return the asset and the fact blocks of a file that the plan needs. ``content`` is the SHA-256 in hex."""
    from mediaaudit.readers.pictures.sniff import sniff

    asset = Asset(id=content, uri=uri, size=len(data), media_type=sniff(data))
    blocks: dict[type, object] = {}
    missing: dict[type, str] = {}
    if PhotoMetadata in plan.needs:
        from mediaaudit.readers.metadata import read_metadata

        blocks[PhotoMetadata] = read_metadata(data)
    if Faults in plan.needs or Pixels in plan.needs:
        from mediaaudit.readers.pictures import read_picture

        faults, pixels = read_picture(data, uri, want_hash=Pixels in plan.needs, limits=plan.limits)
        blocks[Faults] = faults
        if pixels is not None:
            blocks[Pixels] = pixels
        else:
            first = faults.unusable or next(iter(faults.faults), None)
            missing[Pixels] = first.code if first else "not decoded"
    return FileFacts(asset=asset, blocks=blocks, missing=missing)


def read_article(data: bytes, item: Input, plan: Plan, files: FileReader) -> tuple[Article, list[Notification]]:
    """Return an article with its pictures placed, and a notification for each picture that could not be opened."""
    document = read_document(data, item.uri, directory=plan.directory, vocabulary=plan.vocabulary)
    notices = [Notification(code="partly-read", message=fault, uri=item.uri) for fault in document.faults]
    locate = _locator(item, plan)
    facts: dict[str, FileFacts] = {}
    outcomes: dict[str, str] = {}
    placed = []
    for media in document.media:
        if not media.src:
            placed.append(media)
            continue
        located = locate(media.src)
        outcomes[media.src] = located.outcome
        asset = None
        if located.outcome == "found":
            try:
                found = files.read_path(located.path) if located.path else files.read(located.data or b"", media.src)
            except OSError as error:
                outcomes[media.src] = "unreadable"
                reason = f"{located.path}: cannot be read: {error.strerror or error}."
                notices.append(Notification(code="unreadable-picture", message=reason, uri=item.uri))
            else:
                asset = found.asset.id
                facts[asset] = found
        placed.append(replace(media, asset=asset))
    article = Article(document=replace(document, media=tuple(placed)), files=facts, outcomes=outcomes)
    return article, notices


def _locator(item: Input, plan: Plan) -> Callable[[str], Located]:
    paths = plan.paths
    page = item.path.resolve() if item.path else None
    base = paths.base_dir.resolve() if paths.base_dir else None
    root = paths.site_root.resolve() if paths.site_root else None
    candidates = (base, root, page.parent if page else None, *(folder.resolve() for folder in paths.prefixes.values()))
    locator = Locator(
        page=page,
        base_dir=base,
        site_root=root,
        prefixes=paths.prefixes,
        roots=[folder for folder in candidates if folder],
    )
    return locator.locate
