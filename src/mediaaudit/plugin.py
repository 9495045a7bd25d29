"""What a plug-in may import; everything else in this package may change without notice.

A check is a generator with the decorator ``check``: its first parameter says what it is asked about (``Image``,
``Media``, ``Asset``, ``Document``, ``Corpus``), those in the middle are the facts that it needs, the last one may be
its options, a dataclass. ``Soup`` is the article as BeautifulSoup, made when a check asks for it.
"""

from __future__ import annotations

from mediaaudit.checks._contract import check
from mediaaudit.model.asset import Asset, Faults, Pixels
from mediaaudit.model.corpus import Copies, Corpus, Use, Uses
from mediaaudit.model.credit import Credit
from mediaaudit.model.directory import Directory
from mediaaudit.model.document import Document
from mediaaudit.model.media import Image, Media
from mediaaudit.model.metadata import PhotoFields, PhotoMetadata
from mediaaudit.model.phrases import AsOf, Phrases
from mediaaudit.model.problem import Place, Problem, Related
from mediaaudit.model.soup import Soup
from mediaaudit.model.source import Span, Text

__all__ = [
    "AsOf", "Asset", "Copies", "Corpus", "Credit", "Directory", "Document", "Faults", "Image", "Media", "PhotoFields",
    "PhotoMetadata", "Phrases", "Pixels", "Place", "Problem", "Related", "Soup", "Span", "Text", "Use", "Uses", "check",
]  # fmt: skip
