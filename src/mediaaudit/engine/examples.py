"""Run a rule on its own examples: the documentation is the test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from mediaaudit.catalogue.binding import Binding, bind
from mediaaudit.catalogue.catalogue import expand, shipped_catalogue
from mediaaudit.lazy import replace
from mediaaudit.model.asset import Asset, Fault, Faults, Pixels
from mediaaudit.model.corpus import Copies, Copy, Corpus, Use, Uses
from mediaaudit.model.duplicates import Box, How
from mediaaudit.model.metadata import Container, Manifest, Original, PhotoFields, PhotoMetadata
from mediaaudit.model.report import Finding, Location
from mediaaudit.model.rule import Example, Rule
from mediaaudit.model.withdrawn import Withdrawal, Withdrawn
from mediaaudit.readers.feed import read_feed
from mediaaudit.readers.html import read_document

from .assets import placed
from .batch import read_credits, use_of
from .corpus import condense
from .evaluate import Evaluation
from .facts import FileFacts
from .families import build_corpus
from .plan import Plan
from .read import Article
from .suppress import PlacedDirective, Suppressor, place_directives

_OF_SEVERAL = frozenset({"copy_of", "withdrawn", "withdrawn_hash"})  # said of a file, and no fact of it
_CONTAINERS: tuple[Container, ...] = ("xmp", "iim", "exif")


def run_example(rule: Rule, example: Example) -> tuple[Finding, ...]:
    """Return what the rule finds in an example, in order of place.

    Raises CatalogueError if the rule or the example's options do not fit the check, ValueError for facts of a file
    that no reader could have found.
    """
    plan = Plan(bindings=(bind(rule, example.options), *_others(rule, example)), as_of=example.as_of)
    files = {address: _file(address, facts) for address, facts in example.files.items() if "located" not in facts}
    astray = {address: facts["located"] for address, facts in example.files.items() if "located" in facts}
    found: list[Finding] = []
    rows: list[Use] = []
    directives: list[PlacedDirective] = []
    uses: dict[str, list[Location]] = {}
    feeds: list[Use] = []
    for uri, html in example.pages.items():
        if uri.endswith(".xml"):
            feeds += read_feed(html.encode(), uri).pictures
            continue
        article = _article(uri, html, files, astray, plan)
        document = article.document
        directives += place_directives(document)
        credits = read_credits(document, plan.directory)
        condensed = condense(article, credits)
        rows += condensed
        found += Evaluation(plan, document.language, credits, Uses(condensed)).article(article)
        for media in document.media:
            if media.asset:
                uses.setdefault(media.asset, []).append(use_of(document, media))
    world = Evaluation(plan, None, {}, Uses())
    for facts in {facts.asset.id: facts for facts in files.values()}.values():
        found += (placed(each, uses.get(facts.asset.id, ())) for each in world.file(facts))
    if Corpus in plan.scopes:
        copies = _copies(example.files, files)
        found += world.corpus(build_corpus(rows, feeds=feeds, copies=copies), copies, _withdrawn(example.files, files))
    open_ = (finding for finding in Suppressor(directives, plan).over(found) if finding.suppression is None)
    return tuple(sorted((finding for finding in open_ if finding.rule.name == rule.name), key=_place))


def _others(rule: Rule, example: Example) -> tuple[Binding, ...]:
    """Return the shipped rules that run beside the rule of the example. Raises KeyError for an unknown selector."""
    if not example.also:
        return ()
    shipped = shipped_catalogue()
    names = expand(shipped, example.also) - {rule.name}
    return tuple(bind(other) for other in shipped.rules.values() if other.name in names)


def _place(finding: Finding) -> tuple[str, int, int]:
    region = finding.location.region
    return (finding.location.uri, region.start_line, region.start_column) if region else (finding.location.uri, 0, 0)


def _article(uri: str, html: str, files: Mapping[str, FileFacts], astray: Mapping[str, object], plan: Plan) -> Article:
    document = read_document(html.encode(), uri, directory=plan.directory, vocabulary=plan.vocabulary)
    media = tuple(
        replace(
            item,
            asset=files[item.src].asset.id,
            located="file",
            astray=tuple(each.url for each in item.candidates if astray.get(each.url) == "missing"),
        )
        if item.src and item.src in files
        else replace(item, located=astray.get(item.src or ""))  # type: ignore[arg-type]
        for item in document.media
    )
    outcomes = {item.src: "file" if item.asset else "remote" for item in media if item.src}
    known = {item.src: files[item.src] for item in media if item.src and item.src in files}
    return Article(document=replace(document, media=media), files=known, outcomes=outcomes)


def _copies(files: Mapping[str, Mapping[str, object]], known: Mapping[str, FileFacts]) -> Copies:
    """Return which files of an example are copies: ``copy_of`` names the original, and what ``How`` says of it."""
    pairs = {}
    for address, facts in files.items():
        if "copy_of" not in facts:
            continue
        told = _table(facts["copy_of"])
        original, copy = known[str(told.pop("file"))].asset.id, known[address].asset.id
        a, b = sorted((original, copy))
        pairs[a, b] = Copy(a=a, b=b, how=replace(_how(told), original="a" if original == a else "b"))
    return Copies(pairs)


def _how(told: dict[str, object]) -> How:
    crop = told.pop("crop", None)
    box = Box(**dict(zip(("left", "top", "right", "bottom"), map(float, _list(crop)), strict=True))) if crop else None  # type: ignore[arg-type]
    return How(crop=box, **told)  # type: ignore[arg-type]


def _withdrawn(files: Mapping[str, Mapping[str, object]], known: Mapping[str, FileFacts]) -> Withdrawn:
    """Return which files of an example were withdrawn, for the reasons that are given."""
    contents, hashes = {}, {}
    for address, facts in files.items():
        if "withdrawn" in facts:
            contents[known[address].asset.id] = Withdrawal(reason=str(facts["withdrawn"]), origin="killed.txt, line 1")
        if "withdrawn_hash" in facts:
            hashes[int(str(facts["withdrawn_hash"]), 16)] = Withdrawal(reason="", origin="killed.txt, line 2")
    return Withdrawn(contents=contents, hashes=hashes)


def _file(address: str, facts: Mapping[str, object]) -> FileFacts:
    values = {key: value for key, value in facts.items() if key not in _OF_SEVERAL}
    asset = Asset(
        id=str(values.pop("id", address)),
        uri=str(values.pop("path", address)),
        size=_whole(values.pop("size", 1)),
        media_type=str(values.pop("media_type", "image/jpeg")),
    )
    faults = Faults(faults=tuple(_fault(fault) for fault in _list(values.pop("faults", []))))
    metadata = PhotoMetadata(
        merged=_fields(values.pop("metadata", {})),
        containers=tuple((name, _fields(values.pop(name))) for name in _CONTAINERS if name in values),
        width=_whole(values.get("width", 1200)),
        height=_whole(values.get("height", 800)),
        **_table(values.pop("photo", {})),  # type: ignore[arg-type]
    )
    phash = values.pop("phash", None)
    original, manifest = values.pop("original", None), values.pop("manifest", None)
    pixels = Pixels(
        width=_whole(values.pop("width", 1200)),
        height=_whole(values.pop("height", 800)),
        mode=str(values.pop("mode", "RGB")),
        phash=int(str(phash), 16) if phash else None,
        spread=float(str(values.pop("spread", 60.0))),
        thumbnail_stretch=_number(values.pop("thumbnail_stretch", None)),
        thumbnail_likeness=_number(values.pop("thumbnail_likeness", None)),
    )
    if values:
        raise ValueError(f"{address}: {', '.join(values)}: no fact of a file")
    blocks: dict[type, object] = {Faults: faults, PhotoMetadata: metadata}
    if original is not None:
        blocks[Original] = _original(_table(original))
    if manifest is not None:
        blocks[Manifest] = Manifest(failures=tuple(str(code) for code in _list(manifest)))
    if faults.unusable:
        return FileFacts(asset=asset, blocks=blocks, missing={Pixels: faults.unusable.code})
    return FileFacts(asset=asset, blocks={**blocks, Pixels: pixels}, missing={})


def _original(told: dict[str, object]) -> Original:
    uri, sidecar = str(told.pop("path", "original.jpg")), bool(told.pop("sidecar", False))
    how = _how(_table(told.pop("how"))) if "how" in told else None
    said = PhotoMetadata(c2pa=bool(told.pop("c2pa", False)), merged=_fields(told))
    return Original(uri=uri, metadata=said, sidecar=sidecar, how=how)


def _fields(values: object) -> PhotoFields:
    known = {field.name for field in fields(PhotoFields)}
    given = _table(values)
    if unknown := given.keys() - known:
        raise ValueError(f"{', '.join(sorted(unknown))}: no metadata field; fields are {', '.join(sorted(known))}")
    tuples = {key: tuple(value) if isinstance(value, list) else value for key, value in given.items()}
    return PhotoFields(**tuples)  # type: ignore[arg-type]


def _fault(values: object) -> Fault:
    return Fault(**_table(values))  # type: ignore[arg-type]


def _table(value: object) -> dict[str, object]:
    if not isinstance(value, Mapping):
        raise ValueError(f"{value!r} should be a table")  # noqa: TRY004 - a mistake in a file, not in a call
    return {str(key): item for key, item in value.items()}


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else [value]


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))


def _whole(value: object) -> int:
    return int(str(value))
