"""Rights that a picture file states and the page may breach: restrictions, ended terms, AI, provenance, contracts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from mediaaudit.checks._contract import check
from mediaaudit.checks._origins import renditions
from mediaaudit.lazy import dataclass, pattern
from mediaaudit.model.asset import Asset
from mediaaudit.model.corpus import Copies, Corpus, Marks
from mediaaudit.model.credit import Credit
from mediaaudit.model.directory import Directory
from mediaaudit.model.document import Document
from mediaaudit.model.media import Image
from mediaaudit.model.metadata import Manifest, Original, PhotoFields, PhotoMetadata
from mediaaudit.model.phrases import AsOf, Phrases
from mediaaudit.model.problem import Confidence, Place, Problem, Value
from mediaaudit.model.source import Span
from mediaaudit.text.agencies import agency_of, homes_of
from mediaaudit.text.dates import add_days, parse_date
from mediaaudit.text.markup import unescaped
from mediaaudit.text.phrase_search import find_phrase
from mediaaudit.text.short_name import short_name
from mediaaudit.text.shorten import shorten
from mediaaudit.text.words import plain, words

# Terms of IPTC's digital source type vocabulary for pictures in which generative AI had a part.
AI_SOURCES: Mapping[str, str] = MappingProxyType(
    {
        "trainedalgorithmicmedia": "generated",
        "compositewithtrainedalgorithmicmedia": "edited",
        "compositesynthetic": "composite",
    }
)
# PLUS, "credit line required": on or beside the picture, or in a list of credits.
CREDIT_WANTED = frozenset({"cr-cai", "cr-coi", "cr-cca"})
# What a manifest's validation says where the file is not what was signed, by the status codes of C2PA 2.1, section 15.
# Trust in the signer is another question, which needs a list of signers.
BROKEN = (".mismatch", "hashedURI.missing", "assertion.missing", "claimSignature.missing", "claim.missing")
HASHED = ("dataHash", "bmffHash", "boxesHash")  # those of the picture itself
MAX_FIGURE = 20_000  # characters of markup around a picture that are looked at
_TAG = pattern(r"<[^<>]*>")
_LONG_WORD = 3  # letters; shorter words of a name are particles


def _shown(image: Image, document: Document) -> str:
    """Return what a reader sees written at the picture: caption, credit, and whatever else its figure holds."""
    figure = image.figure or Span(0, 0)
    markup = document.source.text[figure.start : min(figure.end, figure.start + MAX_FIGURE)]
    parts = (image.caption, image.credit_line, image.adjacent)
    return " ".join([*(part.value for part in parts if part), unescaped(_TAG.sub(" ", markup))])


@dataclass(frozen=True, slots=True)
class RestrictionBreached:
    """Options of ``rights.restriction_breached``.

    ``countries`` are those in which the pages appear, as suppliers write them ("japan", "uk"): "JAPAN OUT" is a breach
    there and nowhere else.
    """

    countries: tuple[str, ...] = ()


@check("rights.restriction_breached")
def restriction_breached(
    image: Image, document: Document, metadata: PhotoMetadata, phrases: Phrases, options: RestrictionBreached
) -> Iterator[Problem]:
    """Report a picture whose file forbids what the page does with it."""
    fields = metadata.merged
    terms = " ; ".join(filter(None, (fields.instructions, fields.usage_terms, fields.description)))
    wanted = find_phrase(terms, phrases.of("rights.mandatory-credit")) or _plus_term(fields)
    if wanted and image.credit_line is None and not _names_shown(fields, _shown(image, document)):
        yield Problem(message="credit", values={"terms": shorten(wanted)})
    if unprinted := find_phrase(terms, phrases.of("rights.no-web")):
        yield Problem(message="web", values={"terms": shorten(unprinted)})
    if territory := find_phrase(terms, frozenset(f"{country} out" for country in options.countries)):
        yield Problem(message="territory", values={"terms": shorten(territory)})


def _plus_term(fields: PhotoFields) -> str | None:
    code = (fields.credit_line_required or "").rstrip("/").rpartition("/")[2]
    return f"PLUS {code}" if code.casefold() in CREDIT_WANTED else None


def _names_shown(fields: PhotoFields, shown: str) -> bool:
    """Say whether a name that the file credits is printed at the picture, in whatever form."""
    names = [*fields.creator, fields.credit_line or "", fields.source or "", *fields.copyright_owner]
    wanted = {word for name in names for word in words(name) if len(word) >= _LONG_WORD}
    return not wanted.isdisjoint(words(shown))


@check("rights.expired")
def expired(
    image: Image,  # noqa: ARG001 - the scope is the use
    document: Document,
    metadata: PhotoMetadata,
    phrases: Phrases,
    today: AsOf,
) -> Iterator[Problem]:
    """Report a picture that is shown after its term or before its release."""
    fields = metadata.merged
    published = _day(document.published.value if document.published else None)
    now = date.fromisoformat(today.date)
    end, release = _day(fields.expires), _day(fields.embargo)
    dates: dict[str, Value] = {"published": published.isoformat() if published else "", "today": now.isoformat()}
    if end and published and published > end:
        yield Problem(message="published", values={**dates, "end": end.isoformat()})
    elif end and now > end:
        # What was published in time may stay or must go: the file does not say.
        doubt: Confidence = "review" if published else "likely"
        yield Problem(message="over", values={**dates, "end": end.isoformat()}, confidence=doubt)
    if release and now < release:
        yield Problem(message="embargo", values={**dates, "release": release.isoformat()})
    if handout := _handout(fields, phrases):
        term, last = handout
        if published and published > last:
            yield Problem(
                message="handout", values={**dates, "days": term, "end": last.isoformat()}, confidence="likely"
            )


def _day(text: str | None) -> date | None:
    found = parse_date(text)
    return found.calendar() if found else None


def _handout(fields: PhotoFields, phrases: Phrases) -> tuple[int, date] | None:
    """Return the days that a handout may be used and the last of them, counted from the date of the picture."""
    made = _day(fields.date_created)
    term = _term(" ; ".join(filter(None, (fields.instructions, fields.usage_terms, fields.description))), phrases)
    return (term, add_days(made, term)) if made and term else None


def _term(terms: str, phrases: Phrases) -> int | None:
    """Return the number of "14 days from time of transmission", None where there is no such clause."""
    units, events = phrases.of("rights.days"), phrases.of("rights.transmission")
    spoken = plain(terms[:4000]).split()
    for at, word in enumerate(spoken[:-1]):
        near = " ".join(spoken[at + 2 : at + 9])
        if (
            word.isascii()
            and word.isdigit()
            and len(word) < 4
            and spoken[at + 1] in units
            and find_phrase(near, events)
        ):
            return int(word)
    return None


def _term_of(source_type: str | None) -> str:
    """Return the term of a digital source type, which is written as an address, with a prefix, or bare."""
    return (source_type or "").rstrip("/").replace(":", "/").rpartition("/")[2].casefold()


@check("rights.ai_unlabelled")
def ai_unlabelled(image: Image, document: Document, metadata: PhotoMetadata, phrases: Phrases) -> Iterator[Problem]:
    """Report a picture that says of itself that generative AI made or changed it, where the page does not say so."""
    fields = metadata.merged
    source = _term_of(fields.digital_source_type)
    key = AI_SOURCES.get(source)
    if key is None and not fields.ai_system:
        return
    if find_phrase(_shown(image, document), phrases.of("rights.ai-label")):
        return
    yield Problem(
        message=key or "system",
        values={"source": shorten(source), "system": shorten(fields.ai_system or "")},
        confidence=None if key else "review",
    )


@check("rights.ai_mark_stripped")
def ai_mark_stripped(corpus: Corpus, copies: Copies | None, _original: Original | None) -> Iterator[Problem]:
    """Report each file that does not say of itself that AI had a part in it, where its original or a copy does."""
    for found in renditions(corpus, copies):
        own = found.marks
        if _term_of(own.digital_source_type) in AI_SOURCES or own.ai_system:
            continue
        # Two files alike may be a photograph and what AI made of it: only what is wholly generated was never another.
        alike = [] if own.digital_source_type else [copy for copy in found.copies if _ai_part(copy) == "generated"]
        for other in (found.original, *alike):
            if other and (key := _ai_part(other)):
                values: dict[str, Value] = {"file": short_name(found.use.file or ""), "other": short_name(other.uri)}
                doubt: Confidence | None = None if other is found.original else "likely"
                yield Problem(message=key, at=Place(found.use), related=found.again, values=values, confidence=doubt)
                break


def _ai_part(marks: Marks) -> str | None:
    """Return the part that AI had in a picture by its file's own words, None where there is no word of it."""
    return AI_SOURCES.get(_term_of(marks.digital_source_type)) or ("system" if marks.ai_system else None)


@check("rights.provenance_lost")
def provenance_lost(corpus: Corpus, copies: Copies | None, _original: Original | None) -> Iterator[Problem]:
    """Report each file without Content Credentials whose original has them, or a copy in the run."""
    for found in renditions(corpus, copies):
        other = next((marks for marks in (found.original, *found.copies) if marks and marks.c2pa), None)
        if other and not found.marks.c2pa:
            values: dict[str, Value] = {"file": short_name(found.use.file or ""), "other": short_name(other.uri)}
            key = "original" if other is found.original else "copy"
            yield Problem(message=key, at=Place(found.use), related=found.again, values=values)


@check("rights.provenance_invalid")
def provenance_invalid(asset: Asset, manifest: Manifest) -> Iterator[Problem]:
    """Report Content Credentials that do not fit the file that they are in."""
    codes = tuple(code for code in manifest.failures if code.endswith(BROKEN))
    if codes:
        key = "picture" if any(hashed in code for code in codes for hashed in HASHED) else "claim"
        yield Problem(message=key, values={"file": short_name(asset.uri), "codes": codes[:3]})


SUPPLIERS = frozenset({"wire", "distributor", "stock"})


@dataclass(frozen=True, slots=True)
class SupplierNotContracted:
    """Options of ``rights.supplier_not_contracted``: suppliers by name or alias.

    ``contracted`` are those that the newsroom may use; an empty list says nothing. ``caution`` are those that it may
    not use without asking.
    """

    contracted: tuple[str, ...] = ()
    caution: tuple[str, ...] = ()


@check("rights.supplier_not_contracted")
def supplier_not_contracted(
    image: Image, credit: Credit, directory: Directory, options: SupplierNotContracted
) -> Iterator[Problem]:
    """Report a picture credited to a supplier on the caution list, or to suppliers of whom none has a contract."""
    if not (options.contracted or options.caution) or image.credit_line is None:
        return
    credited = [agency for name in (*credit.agencies, *credit.via) if (agency := agency_of(name, directory))]
    caution = _houses(options.caution, directory)
    wary = next((agency.name for agency in credited if not caution.isdisjoint(homes_of(agency.name, directory))), None)
    sold = tuple(agency.name for agency in credited if agency.kind in SUPPLIERS)
    if wary:
        yield Problem(message="caution", at=image.credit_line.span, values={"supplier": wary})
    elif options.contracted and sold:
        # Partners hand on each other's pictures, and the contract may be with the one that is not printed.
        chain = {name for agency in credited for name in (agency.name, *agency.partners)}
        if _houses(options.contracted, directory).isdisjoint(
            home for name in chain for home in homes_of(name, directory)
        ):
            yield Problem(message="none", at=image.credit_line.span, values={"supplier": sold})


def _houses(names: tuple[str, ...], directory: Directory) -> frozenset[str]:
    """Return suppliers by their canonical names."""
    return frozenset(agency.name if (agency := agency_of(name, directory)) else name for name in names)
