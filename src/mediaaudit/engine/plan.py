"""What a run is to do, resolved: the rules with their options, the date, where pictures and house data are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mediaaudit.catalogue.binding import Binding
from mediaaudit.catalogue.directory import load_directory
from mediaaudit.catalogue.phrases import PhraseBook, phrase_book
from mediaaudit.catalogue.vocabulary import load_vocabulary
from mediaaudit.gate import real_folders
from mediaaudit.lazy import dataclass, replace
from mediaaudit.model.asset import Pixels
from mediaaudit.model.corpus import Copies
from mediaaudit.model.directory import Directory
from mediaaudit.model.metadata import Manifest, Original, PhotoMetadata
from mediaaudit.model.signature import PackedSignature
from mediaaudit.model.vocabulary import PageVocabulary
from mediaaudit.readers.pictures.limits import Limits
from mediaaudit.readers.place import Place, StoragePath

from .overrides import Override, ruling_of

if TYPE_CHECKING:
    from mediaaudit.readers.fetch.settings import Fetching


@dataclass(frozen=True, kw_only=True)
class PicturePaths:
    """Where the files of picture addresses are: a folder for relative ones, the site's root, prefixes of addresses.

    ``originals`` are folders of the pictures that the published ones were made from. ``real`` and ``real_originals`` are
    what ``settled`` found: the real folders that pictures and originals are read from.
    """

    base_dir: Place | None = None
    site_root: Place | None = None
    prefixes: Mapping[str, Place] = field(default_factory=dict)
    originals: tuple[Path, ...] = ()
    real: tuple[Path, ...] = ()
    real_originals: tuple[Path, ...] | None = None

    def settled(self) -> PicturePaths:
        """Return the same with the real paths of the folders as they are now: a link that is put there later leads nowhere."""
        named = (self.base_dir, self.site_root, *self.prefixes.values())
        return replace(
            self,
            real=real_folders([place for place in named if isinstance(place, Path)]),
            real_originals=real_folders(self.originals),
        )

    @property
    def places(self) -> tuple[Place, ...]:
        """All folders, here and on storage."""
        named = tuple(place for place in (self.base_dir, self.site_root) if place)
        return (*named, *self.prefixes.values(), *self.originals)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Everything that a run depends on, besides its inputs. Small and picklable: house data is loaded where it is used.

    ``agencies`` and ``phrases`` are a newsroom's own files and folders, laid over the shipped ones; ``withdrawn`` and
    ``decisions`` say which pictures must not be used, and which pairs of pictures were looked at.
    """

    bindings: tuple[Binding, ...]
    as_of: str  # ISO 8601 date
    paths: PicturePaths = field(default_factory=PicturePaths)
    limits: Limits = field(default_factory=Limits)
    agencies: tuple[Path, ...] = ()
    phrases: tuple[Path, ...] = ()
    withdrawn: tuple[Path, ...] = ()
    decisions: tuple[Path, ...] = ()
    project: Path | None = None  # the real folder that house data may not leave; None: any
    fetch: Fetching | None = None  # None: nothing is fetched from the network
    overrides: tuple[Override, ...] = ()
    cache: Path | None = None  # the folder of what earlier runs found out; None: nothing is kept
    bare: tuple[StoragePath, ...] = ()  # folders without XMP files
    isolate: bool = False  # decode pictures in a process of their own: for many, and for strangers'

    def for_article(self, uri: str) -> Plan:
        """Return the plan with the options that hold for an article, by its path from the working directory."""
        other = ruling_of(uri, self.overrides).bindings if self.overrides else {}
        if not other:
            return self
        return replace(self, bindings=tuple(other.get(binding.rule.name, binding) for binding in self.bindings))

    @property
    def files(self) -> tuple[Path, ...]:
        """The files and folders of this machine that reading and evaluating an article may look into."""
        here = (place for place in self.paths.places if isinstance(place, Path))
        return (*here, *self.agencies, *self.phrases)

    @cached_property
    def needs(self) -> frozenset[type]:
        """The union of the facts that the selected rules name: readers compute nothing else."""
        named = frozenset(need.fact for binding in self.bindings for need in binding.signature.needs)
        # An original is told by what it shows, and held against the file by what both say.
        if Original in named:
            named |= {PhotoMetadata, Pixels, *((PackedSignature,) if self.paths.originals else ())}
        named |= {PackedSignature} if Copies in named else set()
        return named | {PhotoMetadata} if Manifest in named else named

    @cached_property
    def looks_up_alternatives(self) -> bool:
        """Whether a rule asks where the addresses of srcset and <source> lead."""
        return any(binding.check.name == "file.missing" for binding in self.bindings)

    @cached_property
    def scopes(self) -> frozenset[type]:
        """The scopes of the selected rules."""
        return frozenset(binding.signature.scope for binding in self.bindings)

    @cached_property
    def directory(self) -> Directory:
        """The agencies, cues and rosters in use."""
        return load_directory(self.agencies)

    @cached_property
    def vocabulary(self) -> PageVocabulary:
        """The words by which the reader tells the parts of a page."""
        return load_vocabulary()

    @cached_property
    def phrase_book(self) -> PhraseBook:
        """The phrase lists in use."""
        return phrase_book(self.phrases)
