"""The standards that rules rest on, and where a clause of theirs can be read up."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from mediaaudit.lazy import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """A standard that rules cite as ``prefix:clause``; ``version`` is None for one that is published piecemeal.

    ``clause`` is the address of a clause, ``{}`` for its name; empty where only the whole has an address.
    """

    name: str
    version: str | None
    organization: str
    title: str
    uri: str
    clause: str = ""


# Success criteria are cited by number, and have their places in the document by name.
_CRITERIA: Mapping[str, str] = {
    "1.1.1": "non-text-content",
    "1.2.1": "audio-only-and-video-only-prerecorded",
    "1.2.2": "captions-prerecorded",
    "1.2.3": "audio-description-or-media-alternative-prerecorded",
    "1.2.5": "audio-description-prerecorded",
    "1.3.1": "info-and-relationships",
    "1.4.2": "audio-control",
    "1.4.5": "images-of-text",
    "2.4.4": "link-purpose-in-context",
    "3.1.2": "language-of-parts",
    "4.1.1": "parsing",
    "4.1.2": "name-role-value",
}
STANDARDS: Mapping[str, Standard] = {
    "wcag": Standard(
        name="WCAG",
        version="2.2",
        organization="W3C",
        title="Web Content Accessibility Guidelines",
        uri="https://www.w3.org/TR/WCAG22/",
        clause="https://www.w3.org/TR/WCAG22/#{}",
    ),
    "act": Standard(
        name="ACT",
        version=None,
        organization="W3C",
        title="Accessibility Conformance Testing rules",
        uri="https://www.w3.org/WAI/standards-guidelines/act/rules/",
        clause="https://www.w3.org/WAI/standards-guidelines/act/rules/{}/",
    ),
    "en301549": Standard(
        name="EN 301 549",
        version="3.2.1",
        organization="ETSI, CEN, CENELEC",
        title="Accessibility requirements for ICT products and services",
        uri="https://www.etsi.org/deliver/etsi_en/301500_301599/301549/03.02.01_60/en_301549v030201p.pdf",
    ),
    "iptc": Standard(
        name="IPTC",
        version="2025.1",
        organization="IPTC",
        title="IPTC Photo Metadata Standard",
        uri="https://www.iptc.org/std/photometadata/specification/IPTC-PhotoMetadata",
    ),
    "schema": Standard(
        name="schema.org",
        version=None,
        organization="schema.org",
        title="Vocabulary of structured data on web pages",
        uri="https://schema.org/",
        clause="https://schema.org/{}",
    ),
    "ogp": Standard(
        name="Open Graph",
        version=None,
        organization="Open Graph",
        title="The Open Graph protocol",
        uri="https://ogp.me/",
    ),
    "html": Standard(
        name="HTML",
        version=None,
        organization="WHATWG",
        title="HTML Living Standard, images",
        uri="https://html.spec.whatwg.org/multipage/images.html",
        clause="https://html.spec.whatwg.org/multipage/images.html#{}",
    ),
    "cwe": Standard(
        name="CWE",
        version=None,
        organization="MITRE",
        title="Common Weakness Enumeration",
        uri="https://cwe.mitre.org/",
        clause="https://cwe.mitre.org/data/definitions/{}.html",
    ),
    "lighthouse": Standard(
        name="Lighthouse",
        version=None,
        organization="Google",
        title="Audits of Lighthouse",
        uri="https://developer.chrome.com/docs/lighthouse/",
    ),
    "google": Standard(
        name="Google",
        version=None,
        organization="Google",
        title="Google Search Central",
        uri="https://developers.google.com/search/docs",
    ),
    "plus": Standard(
        name="PLUS",
        version=None,
        organization="PLUS Coalition",
        title="Picture Licensing Universal System, License Data Format",
        uri="https://ns.useplus.org/LDF/ldf-XMPSpecification",
    ),
    "cc": Standard(
        name="Creative Commons",
        version=None,
        organization="Creative Commons",
        title="Licences of Creative Commons",
        uri="https://creativecommons.org/licenses/",
    ),
    "aiact": Standard(
        name="AI Act",
        version=None,
        organization="European Union",
        title="Regulation (EU) 2024/1689, Artificial Intelligence Act",
        uri="https://eur-lex.europa.eu/eli/reg/2024/1689/oj",
    ),
}


def split(taxon: str) -> tuple[str, str]:
    """Return prefix and clause of a citation."""
    prefix, _, clause = taxon.partition(":")
    return prefix, clause


def standard_name(taxon: str) -> str:
    """Return a citation in words: ``wcag:1.1.1`` -> ``WCAG 1.1.1``. A house rule may cite what it likes."""
    prefix, clause = split(taxon)
    return f"{STANDARDS[prefix].name} {clause}" if prefix in STANDARDS else taxon


def standard_uri(taxon: str) -> str | None:
    """Return where a citation can be read up, None for a standard that is not known here."""
    prefix, clause = split(taxon)
    standard = STANDARDS.get(prefix)
    if standard is None:
        return None
    if prefix == "wcag":
        clause = _CRITERIA.get(clause, "")
    return standard.clause.format(quote(clause)) if standard.clause and clause else standard.uri
