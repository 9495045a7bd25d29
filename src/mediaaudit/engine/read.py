"""Bytes to facts: an article with its pictures located, a picture file with the fact blocks that the plan needs."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from mediaaudit import gate
from mediaaudit.lazy import dataclass, replace
from mediaaudit.model.asset import Asset, Fault, Faults, Pixels
from mediaaudit.model.av import Recording
from mediaaudit.model.document import Document
from mediaaudit.model.media import Media
from mediaaudit.model.metadata import Manifest, Original, PhotoMetadata
from mediaaudit.model.report import Notification
from mediaaudit.model.signature import PackedSignature
from mediaaudit.readers.pictures.locate import Located, Locator
from mediaaudit.readers.pictures.sniff import expected_type
from mediaaudit.readers.place import Place, StoragePath, is_inside
from mediaaudit.text.shorten import shorten

from .decoding import Decode, decoder, manifest_of
from .facts import FileFacts
from .fetching import fetcher, web_address
from .inputs import Input
from .plan import Plan

if TYPE_CHECKING:
    from .known_files import KnownFiles

_PIXELS = frozenset({Faults, Pixels, PackedSignature})  # the facts for which a picture is decoded
MOST_ALTERNATIVES = 50  # of one picture; real ones have up to twenty
REMEMBERED = 5_000  # files of which a reader knows the facts without asking again: 75 MB


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article as read, the facts of its files, and what became of each picture address; both by address.

    Two addresses may lead to files of one content; what is wrong with a name is wrong with one of them.
    """

    document: Document
    files: Mapping[str, FileFacts]
    outcomes: Mapping[str, str]  # address -> Whereabouts
    alternatives: Mapping[str, str] = field(default_factory=dict)  # the same of srcset and <source>, where asked for


class FileReader:
    """Reads picture files, each distinct content once for each type that a name promises: in this run or an earlier one.

    What it says of a file depends on its bytes and its name, never on what was read before: batches may be cut anywhere.
    """

    def __init__(self, plan: Plan) -> None:
        """Read what the plan needs and nothing else."""
        self._plan = plan
        self._by_content: dict[tuple[str, str | None], FileFacts] = {}  # SHA-256 and promised type
        self._by_path: dict[Place, FileFacts] = {}
        self._by_url: dict[str, FileFacts] = {}
        self._fetcher = fetcher(plan)

    def read(
        self,
        data: bytes,
        uri: str,
        *,
        path: Place | None = None,
        name: str | None = None,
        inside: tuple[Path, ...] | None = None,
    ) -> FileFacts:
        """Return the facts of a file from its bytes, with those of its original.

        ``path`` is where the file is, if it is one; ``name`` promises its type by its ending, ``uri`` if not given.
        ``inside`` are the real folders that may be read.
        """
        content = _content_id(data)
        return self._with_original(self._read(data, content, uri, uri if name is None else name), path, inside)

    def _read(self, data: bytes, content: str, uri: str, name: str) -> FileFacts:
        known = self._recall(content, uri, name)
        if known is None:
            known = read_file(data, uri, name, content, self._plan, self._decode)
            self._remember(known, name)
            if self._known:
                self._known.keep(known, name)
        return known

    def _recall(self, content: str, uri: str, name: str) -> FileFacts | None:
        """Return what is known of a content under a name that promises the same type."""
        known = self._by_content.get((content, expected_type(name)))
        if known is None and self._known and (known := self._known.find(content, uri, name)):
            self._remember(known, name)
        return replace(known, asset=replace(known.asset, uri=uri)) if known and known.asset.uri != uri else known

    @cached_property
    def _decode(self) -> Decode:
        return decoder(self._plan)

    @cached_property
    def _known(self) -> KnownFiles | None:
        from .known_files import known_files

        return known_files(self._plan)

    def _remember(self, facts: FileFacts, name: str) -> None:
        if len(self._by_content) >= REMEMBERED:
            self._by_content.clear()
            self._by_path.clear()
            self._by_url.clear()  # the fetcher's store has them still, and knows that this run asked
        self._by_content[facts.asset.id, expected_type(name)] = facts

    def _with_original(self, facts: FileFacts, path: Place | None, inside: tuple[Path, ...] | None) -> FileFacts:
        if Original not in self._plan.needs:
            return facts
        from .originals import find_original

        bare = path and any(is_inside(path, folder) for folder in self._plan.bare)
        paths = self._plan.paths
        among = partial(self._read_path, inside=paths.real_originals)
        found = find_original(facts, None if bare else path, inside, paths.originals, among)
        return replace(facts, blocks={**facts.blocks, Original: found}) if found else facts

    def _read_path(self, path: Place, inside: tuple[Path, ...] | None) -> FileFacts:
        """Return the facts of a file without its original; one that an earlier run has seen as it is is not opened."""
        uri = _shown(path)
        found = path.stat()
        if found.st_size > self._plan.limits.max_bytes:
            raise OSError(errno.EFBIG, "larger than the limit for one file", str(path))
        content = self._known.content_of(path, found) if self._known else None
        if content and (known := self._recall(content, uri, uri)):
            return known
        data = read_place(path, self._plan.limits.max_bytes, inside)
        content = _content_id(data)
        if self._known:
            self._known.note(path, found, content)
        return self._read(data, content, uri, uri)

    def fetch(self, url: str) -> FileFacts:
        """Return the facts of a file from the network. Raises FetchError if there is no picture to be had."""
        known = self._by_url.get(url)
        if known is None and self._fetcher:
            fetched = self._fetcher.fetch(url)
            # Servers convert pictures: not the ending of the address but their own word promises a type.
            facts = self.read(fetched.data, url, name="")
            known = self._by_url[url] = as_declared(facts, fetched.media_type)
        if known is None:
            raise ValueError("the plan of this run says nothing of fetching")
        return known

    def read_path(self, path: Place, inside: tuple[Path, ...] | None = None) -> FileFacts:
        """Return the facts of a file, wherever it is or in one of the real folders ``inside``.

        Raises OSError if it cannot be read.
        """
        known = self._by_path.get(path)
        if known is None:
            if len(self._by_path) >= REMEMBERED:  # many names of few contents
                self._by_path.clear()
            known = self._by_path[path] = self._with_original(self._read_path(path, inside), path, inside)
        return known


def read_place(path: Place, most: int, inside: tuple[Path, ...] | None = None) -> bytes:
    """Return the bytes of a file here or on storage. Raises OSError; on this machine as ``gate.read_file`` does."""
    return gate.read_file(path, most=most, inside=inside) if isinstance(path, Path) else path.read_bytes()


def _content_id(data: bytes) -> str:
    from hashlib import sha256  # it loads all of OpenSSL, which most articles do without

    return sha256(data).hexdigest()


def _shown(path: Place) -> str:
    """Return the path as reports show it: from the working directory where it is below."""
    if isinstance(path, StoragePath):
        return path.as_posix()
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def as_declared(facts: FileFacts, media_type: str | None) -> FileFacts:
    """Return the facts of a file with a fault where a server called it by another type."""
    from mediaaudit.readers.pictures.sniff import describe, fits

    found, faults = facts.asset.media_type, facts.blocks.get(Faults)
    if media_type is None or found is None or fits(found, media_type) or not isinstance(faults, Faults):
        return facts
    message = f"The server calls it {describe(media_type)}, but the file is {describe(found)}."
    wrong = Fault(code="wrong-type", message=message, offset=0, unusable=True)
    return replace(facts, blocks={**facts.blocks, Faults: Faults(faults=(wrong, *faults.faults))})


def read_file(data: bytes, uri: str, name: str, content: str, plan: Plan, decode: Decode) -> FileFacts:
    """Return the asset and the fact blocks of a file that the plan needs. ``content`` is the SHA-256 in hex."""
    from mediaaudit.readers.pictures.sniff import sniff

    asset = Asset(id=content, uri=uri, size=len(data), media_type=sniff(data))
    blocks: dict[type, object] = {}
    missing: dict[type, str] = {}
    metadata = None
    if PhotoMetadata in plan.needs:
        from mediaaudit.readers.metadata import read_metadata

        blocks[PhotoMetadata] = metadata = read_metadata(data)
    if not _PIXELS.isdisjoint(plan.needs):
        faults, pixels, signature = decode(data, name, metadata)
        blocks[Faults] = faults
        if pixels is not None:
            blocks[Pixels] = pixels
        else:
            first = faults.unusable or next(iter(faults.faults), None)
            missing[Pixels] = first.code if first else "not decoded"
        if signature:
            blocks[PackedSignature] = signature
    if Manifest in plan.needs and metadata and metadata.c2pa:
        manifest = manifest_of(data, asset.media_type or "", plan)
        if isinstance(manifest, Manifest):
            blocks[Manifest] = manifest
        else:
            missing[Manifest] = manifest
    if Recording in plan.needs:
        from mediaaudit.readers.av import read_recording

        if recording := read_recording(data):
            blocks[Recording] = recording
    return FileFacts(asset=asset, blocks=blocks, missing=missing)


def read_article(data: bytes, item: Input, plan: Plan, files: FileReader) -> tuple[Article, list[Notification]]:
    """Return an article with its pictures placed, and a notification for each picture that could not be opened."""
    from mediaaudit.readers.html import NO_ARTICLE, read_document

    document = read_document(data, item.uri, directory=plan.directory, vocabulary=plan.vocabulary)
    notices = [Notification(code="partly-read", message=fault, uri=item.uri) for fault in document.faults]
    if document.kind in NO_ARTICLE:
        told = f"{item.uri} says that it is no article ({document.kind}): captions and credits of its pictures are not asked for."
        notices.append(Notification(code="no-article", message=told, level="note", uri=item.uri))
    locator = locator_of(item, plan)
    facts: dict[str, FileFacts] = {}
    outcomes: dict[str, str] = {}
    alternatives: dict[str, str] = {}
    placed = []
    for media in document.media:
        if not media.src:
            placed.append(media)
            continue
        located, found = _open(locator, media.src, files)
        if url := web_address(media, located, document.base, plan):
            located, found = _fetch(url, located, files)
            if not found:
                message = f"{shorten(url, 500)} was not fetched: {located.note}."
                notices.append(Notification(code="not-fetched", message=message, uri=item.uri))
        if found:
            facts[media.src] = found
        elif located.outcome == "unreadable":
            where = located.path or shorten(media.src, 120)
            message = f"{where}: the picture cannot be read. {located.note}".strip()
            notices.append(Notification(code="unreadable-picture", message=message, uri=item.uri))
        outcomes[media.src] = located.outcome
        # On storage it would take long.
        asked = plan.looks_up_alternatives and located.outcome == "file" and isinstance(located.path, Path)
        others = _alternatives(media) if asked else ()
        alternatives |= locate_alternatives(others, locator)
        astray = tuple(address for address in others if alternatives[address] == "missing")
        asset = found.asset.id if found else None
        placed.append(replace(media, asset=asset, located=located.outcome, astray=astray))
    document = replace(document, media=tuple(placed))
    article = Article(document=document, files=facts, outcomes=outcomes, alternatives=alternatives)
    return article, notices


def _alternatives(media: Media) -> tuple[str, ...]:
    """Return the addresses from which a browser may load a picture instead of the one looked at, the first few."""
    wanted = (each.url for each in media.candidates if each.origin == "source" or each.origin.endswith("srcset"))
    return tuple(dict.fromkeys(url for url in wanted if url != media.src))[:MOST_ALTERNATIVES]


def locate_alternatives(addresses: Iterable[str], locator: Locator) -> dict[str, str]:
    """Return where addresses lead. No file is opened."""
    return {address: locator.locate(address).outcome for address in addresses}


def locate_again(
    addresses: Iterable[str], item: Input, plan: Plan, files: FileReader
) -> Iterator[tuple[str, FileFacts | None]]:
    """Yield what becomes of each address of an article, and the facts of its file if there is one."""
    locator = locator_of(item, plan)
    for address in addresses:
        located, found = _open(locator, address, files)
        yield located.outcome, found


def _open(locator: Locator, address: str, files: FileReader) -> tuple[Located, FileFacts | None]:
    """Return where an address leads, once its file was opened, and the facts of the file."""
    located = locator.locate(address)
    if located.outcome == "data":
        return located, files.read(located.data or b"", f"data:{located.media_type or ''}")
    if located.outcome != "file" or located.path is None:
        return located, None
    try:
        return located, files.read_path(located.path, locator.real_roots)
    except OSError as error:
        return replace(located, outcome="unreadable", note=f"{error.strerror or error}."), None


def _fetch(url: str, located: Located, files: FileReader) -> tuple[Located, FileFacts | None]:
    """Return where an address of the web leads, once it was fetched, and the facts of the file."""
    from mediaaudit.readers.fetch.exchange import FetchError

    try:
        return replace(located, outcome="fetched", note=""), files.fetch(url)
    except FetchError as error:
        return replace(located, note=str(error)), None


def locator_of(item: Input, plan: Plan) -> Locator:
    """Return what finds the files of an article's pictures."""
    paths = plan.paths
    root = item.root or (item.path.parent if item.path else None)
    return Locator(
        page=item.path,
        base_dir=paths.base_dir,
        site_root=paths.site_root,
        prefixes=paths.prefixes,
        roots=[root] if root else [],
        real=None if item.inside is None else (*item.inside, *paths.real),
    )
