"""After the audit: what people want to see beside a finding. The picture, its words, who made it, its article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256

from mediaaudit.model.credit import Credit
from mediaaudit.model.document import Document
from mediaaudit.model.media import Media
from mediaaudit.model.report import Article, Finding, Location, Picture, Report, Thumbnail
from mediaaudit.model.source import Span, Text
from mediaaudit.readers.place import Place, place_of

from .batch import read_credits
from .facts import FileFacts
from .findings import kept, rules_of
from .inputs import Input, Inputs, read_input
from .plan import Plan
from .read import FileReader, read_article, read_place

EDGE = 480  # pixels of a thumbnail's longer side where the budget allows: sharp at half the width of a narrow window
LARGEST = 20_000  # bytes of one thumbnail at most
_WORDS = 4000  # characters of an alt, caption or credit that a report carries; no newsroom prints more


def illustrate(report: Report, inputs: Inputs, plan: Plan, *, thumbnail_bytes: int = 0) -> Report:
    """Return the report with its ``articles`` and ``pictures``, each place of a finding pointing to its picture.

    Reads the articles concerned again, and their pictures if there are to be thumbnails. ``thumbnail_bytes`` bounds
    all of those together (none for 0); it is shared out evenly, so that many pictures get small copies rather than the
    first ones large copies. What cannot be read any more stays without a picture: the audit has said why.
    """
    wanted = {place.uri for finding in report.findings for place in (finding.location, *finding.related)}
    desk = _Desk(plan)
    for item in inputs.inputs:
        if item.uri in wanted:
            desk.add(item)
    findings = kept(map(desk.placed, report.findings), rules_of(report))
    used = {place.picture for finding in findings for place in (finding.location, *finding.related)}
    pictures = {key: picture for key, picture in desk.pictures.items() if key in used}
    if thumbnail_bytes:
        pictures = _with_thumbnails(pictures, desk.files, plan, thumbnail_bytes)
    return replace(report, findings=findings, articles=desk.articles, pictures=pictures)


@dataclass(slots=True)
class _Index:
    """The pictures of one article by the places of their parts, by content and by address."""

    by_position: dict[tuple[int, int], list[str]] = field(default_factory=dict)
    by_identity: dict[str, str] = field(default_factory=dict)


class _Desk:
    def __init__(self, plan: Plan) -> None:
        # Without rules nothing is asked of a file but its content hash: pictures are not decoded here. Nothing is
        # fetched a second time either.
        self._plan = replace(plan, bindings=(), isolate=False, fetch=None)
        self._reader = FileReader(self._plan)
        self._indexes: dict[str, _Index] = {}
        self.articles: dict[str, Article] = {}
        self.pictures: dict[str, Picture] = {}
        self.files: dict[str, Place] = {}

    def add(self, item: Input) -> None:
        """Read an article or a picture again; one that cannot be read is passed over, as a feed is."""
        if item.kind == "feed":
            return
        try:
            data = read_input(item, self._plan.limits.max_bytes)
        except OSError:
            return  # reported by the audit, or gone since: there is nothing to show
        if item.kind == "article":
            found, _ = read_article(data, item, self._plan, self._reader)
            self._article(found.document, found.files)
            return
        facts = self._reader.read(data, item.uri)
        self._keep(facts)
        asset = facts.asset
        self.pictures[item.uri] = Picture(article=item.uri, file=asset.uri, asset=asset.id, size=asset.size)
        self._indexes[item.uri] = _Index(by_identity={asset.id: item.uri})

    def _keep(self, facts: FileFacts) -> None:
        if not facts.asset.uri.startswith("data:"):
            self.files.setdefault(facts.asset.id, place_of(facts.asset.uri))

    def _article(self, document: Document, files: Mapping[str, FileFacts]) -> None:
        self.articles[document.uri] = Article(
            headline=_cut(document.headline),
            published=document.published.value if document.published else None,
            language=document.language,
        )
        index = self._indexes[document.uri] = _Index()
        credits = read_credits(document, self._plan.directory)
        for facts in files.values():
            self._keep(facts)
        for media in document.media:
            key = f"{document.uri}#{media.index}"
            file = files.get(media.src or "")
            self.pictures[key] = _picture(document, media, credits.get(media.index), file)
            for identity in (media.asset, media.src):
                if identity:
                    index.by_identity.setdefault(identity, key)
            for span in _spans(media):
                index.by_position.setdefault(document.source.position(span.start), []).append(key)

    def placed(self, finding: Finding) -> Finding:
        """Return the finding with its places pointing to their pictures."""
        index = self._indexes.get(finding.location.uri, _Index())
        named = index.by_identity.get(finding.subject_id) or index.by_identity.get(finding.image_src or "")
        own = self._picture_at(finding.location, named)
        related = tuple(replace(place, picture=self._picture_at(place, own)) for place in finding.related)
        return replace(finding, location=replace(finding.location, picture=own), related=related)

    def _picture_at(self, place: Location, likely: str | None) -> str | None:
        """Return the picture whose part begins at a place; where several share it (a caption), the likely one."""
        index = self._indexes.get(place.uri)
        if index is None:
            return None
        if place.region is None:
            return next(iter(index.by_identity.values()), None)
        there = index.by_position.get((place.region.start_line, place.region.start_column), [])
        if likely in there:
            return likely
        if there:
            return there[0]
        return likely if likely and self.pictures[likely].article == place.uri and not place.label else None


def _picture(document: Document, media: Media, credit: Credit | None, facts: FileFacts | None) -> Picture:
    return Picture(
        article=document.uri,
        src=media.src[:_WORDS] if media.src else None,
        file=facts.asset.uri if facts else None,
        asset=facts.asset.id if facts else None,
        size=facts.asset.size if facts else None,
        located=media.located,
        alt=_cut(media.alt),
        caption=_cut(media.caption),
        credit=_cut(media.credit_line),
        photographers=credit.photographers if credit else (),
        agencies=tuple(dict.fromkeys((*credit.agencies, *credit.via))) if credit else (),
    )


def _cut(text: Text | None) -> str | None:
    if text is None:
        return None
    return text.value if len(text.value) <= _WORDS else f"{text.value[: _WORDS - 1]}…"


def _spans(media: Media) -> Iterator[Span]:
    yield media.span
    yield from (span for _, span in media.attribute_spans)
    for text in (media.alt, media.caption, media.credit_line):
        if text:
            yield from text.pieces


def _with_thumbnails(
    pictures: Mapping[str, Picture], files: Mapping[str, Place], plan: Plan, budget: int
) -> dict[str, Picture]:
    """Return the pictures with a small copy of each file that can be shown."""
    from mediaaudit.readers.pictures.isolated import IsolatedDecoder

    assets = list(dict.fromkeys(picture.asset for picture in pictures.values() if picture.asset in files))
    if not assets:
        return dict(pictures)
    most = min(LARGEST, budget // len(assets) * 3 // 4)  # four characters of base64 for three bytes
    edge = max(96, round(EDGE * (most / LARGEST) ** 0.5))
    decoder = IsolatedDecoder(plan.limits)
    shown: dict[str | None, tuple[Thumbnail, int, int]] = {}
    try:
        for asset in assets:
            try:
                data = read_place(files[asset or ""], plan.limits.max_bytes)
            except OSError:
                continue  # gone since it was audited
            if sha256(data).hexdigest() != asset:
                continue  # another file by now: what lies there was not audited, and may be anything
            copy = decoder.small_copy(data, edge=edge, most=most)
            if copy:
                uri = f"data:image/webp;base64,{copy.base64}"
                thumbnail = Thumbnail(uri=uri, width=copy.width, height=copy.height)
                shown[asset] = (thumbnail, copy.full_width, copy.full_height)
    finally:
        decoder.close()
    return {
        key: replace(
            picture, thumbnail=shown[picture.asset][0], width=shown[picture.asset][1], height=shown[picture.asset][2]
        )
        if picture.asset in shown
        else picture
        for key, picture in pictures.items()
    }
