"""What a picture file says of itself, in the field names of the IPTC Photo Metadata Standard."""

from __future__ import annotations

from typing import Literal

from mediaaudit.lazy import dataclass

from .asset import Fault
from .duplicates import How

Container = Literal["xmp", "iim", "exif"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoFields:
    """The fields a newsroom lives by. None and () mean absent; texts are as stored, outer white space removed."""

    creator: tuple[str, ...] = ()
    credit_line: str | None = None
    source: str | None = None
    copyright_notice: str | None = None
    headline: str | None = None
    description: str | None = None
    alt_text: str | None = None  # Iptc4xmpCore:AltTextAccessibility
    extended_description: str | None = None  # Iptc4xmpCore:ExtDescrAccessibility
    keywords: tuple[str, ...] = ()
    date_created: str | None = None
    city: str | None = None
    country: str | None = None
    instructions: str | None = None
    usage_terms: str | None = None
    web_statement: str | None = None
    licensor_url: str | None = None
    licensor_name: str | None = None
    copyright_owner: tuple[str, ...] = ()  # plus:CopyrightOwnerName
    credit_line_required: str | None = None  # plus:CreditLineRequired, a PLUS vocabulary URI
    license_start: str | None = None  # plus:LicenseStartDate
    digital_source_type: str | None = None
    job_id: str | None = None
    persons_shown: tuple[str, ...] = ()
    data_mining: str | None = None  # plus:DataMining
    ai_system: str | None = None  # IPTC 2025.1
    ai_system_version: str | None = None
    ai_prompt: str | None = None
    ai_prompt_writer: str | None = None
    embargo: str | None = None  # release date, IIM 2:30 and 2:35
    expires: str | None = None  # PLUS licence end date, else IIM 2:37 and 2:38
    gps: tuple[float, float] | None = None  # latitude, longitude in degrees, WGS 84
    orientation: int | None = None  # Exif 1 to 8, as stored: a broken writer's 0 or 9 stays visible


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoMetadata:
    """The fact block of a file's embedded metadata: reconciled, and per container as found.

    ``merged`` follows the IPTC mapping guidelines: XMP, then IIM, then Exif. A stale digest means that the IIM block
    was changed after XMP and IIM were last written together: then IIM comes before XMP.
    """

    merged: PhotoFields = PhotoFields()
    containers: tuple[tuple[Container, PhotoFields], ...] = ()
    format: str | None = None  # "jpeg", "png", "webp", "tiff", "gif", "bmp", "heic", "avif", "jxl", "svg"
    width: int | None = None  # pixels, from the header
    height: int | None = None
    icc_profile: str | None = None  # the profile's description
    has_thumbnail: bool = False
    thumbnail: tuple[int, int] | None = None  # the Exif thumbnail's offset in the file and size, both in bytes
    c2pa: bool = False  # a C2PA manifest is present (not: valid)
    iim_charset: str | None = None  # "utf-8" or "iso-8859-1" as IIM 1:90 declares; None: undeclared or unknown
    iim_digest: Literal["match", "stale", "none"] = "none"
    device_ids: tuple[tuple[str, str], ...] = ()  # owner name, serial numbers: (field, value)
    faults: tuple[Fault, ...] = ()

    def container(self, name: Container) -> PhotoFields | None:
        """Return one container's own fields, or None where the file has no such container."""
        return next((fields for key, fields in self.containers if key == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The fact block of what a picture file was made from: another picture, or the XMP file beside it (a sidecar).

    ``how`` says how the file (b) is a copy of the original (a), where their looks were compared.
    """

    uri: str
    metadata: PhotoMetadata
    sidecar: bool = False
    how: How | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The fact block of a validated C2PA manifest: the status codes of what failed (C2PA 2.1, section 15)."""

    failures: tuple[str, ...] = ()
