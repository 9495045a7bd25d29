"""The outcomes of articles that earlier runs have audited, in the cache: by the article, the plan and the code.

An outcome holds for as long as the article's addresses lead to the same files; these are looked up again each time.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from .article_outcome import Outcome, source_of
from .cache import Cache, opened
from .digests import digests
from .facts import FileFacts
from .known_files import is_lasting
from .plain_results import plain_results
from .plan import Plan
from .read import FileReader, locate_again, locate_alternatives, locator_of
from .versions import version_of_audit

if TYPE_CHECKING:
    from .inputs import Input

_BAD = (zlib.error, ValueError, TypeError, LookupError, AttributeError)  # what a wrong entry may lead to


def known_articles(plan: Plan, files: FileReader) -> KnownArticles | None:
    """Return what the cache of a plan knows of articles; None without a cache, or where it cannot be known.

    What the network gives may be another thing the next time, and the code of plug-ins has no version that is known here.
    """
    foreign = any(not binding.check.is_ours for binding in plan.bindings)
    if plan.cache is None or not plan.isolate or plan.fetch or foreign:
        return None
    return KnownArticles(opened(plan.cache), plan, files)


class KnownArticles:
    """Looks up and keeps the outcomes of articles."""

    def __init__(self, cache: Cache, plan: Plan, files: FileReader) -> None:
        """Take the cache, the plan and the reader that looks files up again."""
        self._cache = cache
        self._plan = plan
        self._files = files
        self._plain = plain_results({binding.rule.name: binding.rule for binding in plan.bindings})
        folders = [str(override.folder) for override in plan.overrides]  # to which their patterns are relative
        said = [*digests(plan), folders, plan.as_of, repr(plan.paths), version_of_audit()]
        self._said = json.dumps(said, sort_keys=True).encode()

    def find(self, data: bytes, item: Input) -> tuple[Outcome, Mapping[str, FileFacts]] | None:
        """Return the outcome of an article and the facts of its files by address, or None."""
        kept = self._cache.get(self._key(data, item))
        if kept is None:
            return None
        try:
            outcome: Outcome = self._plain.value(json.loads(zlib.decompress(kept)), Outcome)
        except _BAD:
            return None  # audited again, and kept again
        locator = locator_of(item, self._plan)
        if locate_alternatives(outcome.alternatives, locator) != outcome.alternatives:
            return None
        files: dict[str, FileFacts] = {}
        again = locate_again((source.address for source in outcome.sources), item, self._plan, self._files)
        for source, (led, facts) in zip(outcome.sources, again, strict=True):
            if source != source_of(source.address, led, facts) or (facts and not is_lasting(facts)):
                return None
            if facts:
                files[source.address] = facts
        return outcome, files

    def keep(self, data: bytes, item: Input, outcome: Outcome, files: Mapping[str, FileFacts]) -> None:
        """Keep the outcome of an article, unless another run might come to another one."""
        failed = any(notice.code == "internal-error" for notice in outcome.notifications)
        if item.data is None and not failed and all(map(is_lasting, files.values())):
            value = json.dumps(self._plain.plain(outcome, Outcome), separators=(",", ":"))
            self._cache.put(self._key(data, item), "article", zlib.compress(value.encode(), 1))

    def _key(self, data: bytes, item: Input) -> bytes:
        named = json.dumps([item.uri, str(item.path), str(item.root)]).encode()
        return hashlib.sha256(b"\0".join((self._said, named, data))).digest()
