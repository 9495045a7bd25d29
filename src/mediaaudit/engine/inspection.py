"""Read without judging: what ``inspect`` shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mediaaudit.lazy import dataclass
from mediaaudit.model.asset import Fault, Faults, Pixels
from mediaaudit.model.credit import Credit
from mediaaudit.model.document import Document
from mediaaudit.model.metadata import PhotoMetadata

from .batch import read_credits
from .inputs import Input, read_input
from .plan import Plan
from .read import FileReader, read_article


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectedArticle:
    """An article, its parsed credits by media index, and the paths of its picture files by asset id."""

    document: Document
    credits: Mapping[int, Credit]
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectedFile:
    """A picture file: its metadata, what is wrong with it, and its pixels if they were asked for and decode."""

    uri: str
    metadata: PhotoMetadata
    faults: Faults
    pixels: Pixels | None


def inspect(inputs: tuple[Input, ...], plan: Plan, *, pixels: bool) -> Iterator[InspectedArticle | InspectedFile]:
    """Yield what is read from each input, in order. Without ``pixels`` picture files are not decoded."""
    files = FileReader(plan)
    for item in inputs:
        if item.kind == "feed":  # its pictures are the articles'
            continue
        try:
            data = read_input(item, plan.limits.max_bytes)
        except OSError as error:
            fault = Fault(code="unreadable", message=f"cannot be read: {error.strerror or error}.", unusable=True)
            yield InspectedFile(
                uri=item.uri, metadata=PhotoMetadata(), faults=Faults(faults=(fault,)), pixels=None
            )  # fmt: skip
            continue
        if item.kind == "picture":
            yield _file(data, item.uri, plan, pixels=pixels)
        else:
            article, _ = read_article(data, item, plan, files)
            credits = read_credits(article.document, plan.directory)
            known = {facts.asset.id: facts.asset.uri for facts in article.files.values()}
            yield InspectedArticle(document=article.document, credits=credits, files=known)


def _file(data: bytes, uri: str, plan: Plan, *, pixels: bool) -> InspectedFile:
    from mediaaudit.readers.metadata import read_metadata

    metadata = read_metadata(data)
    if not pixels:
        return InspectedFile(uri=uri, metadata=metadata, faults=Faults(faults=metadata.faults), pixels=None)
    from mediaaudit.readers.pictures import read_picture

    faults, decoded, _ = read_picture(data, uri, limits=plan.limits, metadata=metadata)
    return InspectedFile(uri=uri, metadata=metadata, faults=faults, pixels=decoded)
