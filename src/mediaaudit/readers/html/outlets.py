"""The publisher of a page, by the names that the page gives it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from mediaaudit.lazy import dataclass
from mediaaudit.model.source import Text

from . import jsonld
from .jsonld import Blocks, Node

# Names of meta elements that state the publisher, the best first.
_SITE = ("og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "article_publication_name")
_APPLICATION = ("application-name", "apple-mobile-web-app-title", "al:ios:app_name", "al:android:app_name")
_HANDLES = ("twitter:site", "twitter:creator")
MAX_WORDS = 4  # words of a name at the end of a title
MAX_NAME = 80  # characters: what is longer is a sentence, not a name


@dataclass(frozen=True, slots=True)
class Brand:
    """What is known of a page's publisher: its folded names and its host, to recognise it at the end of a title."""

    names: frozenset[str]
    host: str

    def owns(self, part: str) -> bool:
        """Tell whether a part of a title names the publisher: a known name and little more, or the site's domain."""
        words = part.split()
        if not words or len(words) > MAX_WORDS:
            return False
        if any(fold(" ".join(words[:count])) in self.names for count in range(1, len(words) + 1)):
            return True  # "CNN Politics" of CNN
        plain = _without_accents(fold(part)).removeprefix("www")
        labels = self.host.removeprefix("www.").split(".")
        return plain == "".join(labels) or not {plain, plain.removeprefix("the")}.isdisjoint(labels[:-1])


def stated(metas: Mapping[str, Sequence[Text]], blocks: Blocks, article: Node | None) -> tuple[str, ...]:
    """Return the names that the page states: site name, JSON-LD publisher, application name; the best first."""
    return _distinct((*_meta_names(metas, _SITE), *_publishers(blocks, article), *_meta_names(metas, _APPLICATION)))


def rank(names: Iterable[str], suffixes: Iterable[str], metas: Mapping[str, Sequence[Text]]) -> tuple[str, ...]:
    """Return all names of the outlet: those stated, then those the title ends with, a social handle where none is."""
    ranked = _distinct((*names, *suffixes))
    return ranked or _distinct(name.lstrip("@") for name in _meta_names(metas, _HANDLES[:1]))[:1]


def fold(name: str) -> str:
    """Return letters and digits only, without case and width: how names and headlines are compared."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", name).casefold()))


def _without_accents(name: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))


def is_front_page(address: str) -> bool:
    """Tell whether an address is the site's own front page: a host without a path."""
    path = address.partition("//")[2].partition("/")[2] if "//" in address else address.strip("/") and "path"
    return bool(address) and not path.strip("/")


def host(address: str) -> str:
    """Return the host of an address in lower case, "" for a relative one."""
    return address.partition("//")[2].partition("/")[0].rpartition("@")[2].partition(":")[0].lower()


def _meta_names(metas: Mapping[str, Sequence[Text]], keys: Iterable[str]) -> Iterator[str]:
    for key in keys:
        for text in metas.get(key, ()):
            yield jsonld.clean(text.value)


def _publishers(blocks: Blocks, article: Node | None) -> Iterator[str]:
    """Yield the article's publisher, else the organisations and sites that stand on their own in the JSON-LD."""
    publisher = blocks.resolve(article.get("publisher")) if article else None
    name = jsonld.string(publisher.get("name") if isinstance(publisher, dict) else publisher)
    if name:
        yield name
        return
    for block in blocks.blocks:
        value = block.value.get("@graph", block.value) if isinstance(block.value, dict) else block.value
        for node in value[:200] if isinstance(value, list) else [value]:
            kinds = jsonld.types(node) if isinstance(node, dict) else frozenset()
            if "website" in kinds or any(kind.endswith("organization") for kind in kinds):
                yield jsonld.string(node.get("name")) or ""


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Return names without those that say the same again, addresses and sentences; order kept."""
    found: dict[str, str] = {}
    for name in names:
        key = fold(name)
        if key and len(name) <= MAX_NAME and not name.lower().startswith(("http:", "https:")):
            found.setdefault(key, name)
    return tuple(found.values())
