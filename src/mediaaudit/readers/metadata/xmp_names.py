"""The XMP properties of the IPTC Photo Metadata Standard 2025.1 and of PLUS, and the fields they fill."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# Namespace names in lower case and without their last "/" or "#", which writers of XMP get wrong; all of them with
# the prefix under which the standards cite them.
NAMESPACES: Mapping[str, str] = MappingProxyType(
    {
        "http://www.w3.org/1999/02/22-rdf-syntax-ns": "rdf",
        "http://purl.org/dc/elements/1.1": "dc",
        "http://ns.adobe.com/photoshop/1.0": "photoshop",
        "http://ns.adobe.com/xap/1.0": "xmp",
        "http://ns.adobe.com/xap/1.0/rights": "xmpRights",
        "http://ns.adobe.com/xap/1.0/g/img": "xmpGImg",
        "http://ns.adobe.com/xmp/note": "xmpNote",
        "http://ns.adobe.com/tiff/1.0": "tiff",
        "http://ns.adobe.com/exif/1.0": "exif",
        "http://ns.adobe.com/exif/1.0/aux": "aux",
        "http://cipa.jp/exif/1.0": "exifEX",
        "http://iptc.org/std/iptc4xmpcore/1.0/xmlns": "Iptc4xmpCore",
        "http://iptc.org/std/iptc4xmpext/2008-02-29": "Iptc4xmpExt",
        "http://iptc.org/std/iptc4xmpext/2008-02-19": "Iptc4xmpExt",
        "http://ns.useplus.org/ldf/xmp/1.0": "plus",
        "http://ns.useplus.org/ldf/xmp/1.2": "plus",
        "http://www.metadataworkinggroup.com/schemas/regions": "mwg-rs",
        "http://ns.microsoft.com/photo/1.2": "MP",
        "http://ns.microsoft.com/photo/1.2/t/regioninfo": "MPRI",
        "http://ns.microsoft.com/photo/1.2/t/region": "MPReg",
        "http://creativecommons.org/ns": "cc",
    }
)
PREFIXES = frozenset(NAMESPACES.values())

# PhotoFields of one text: the properties that give it, the first that has a value counts.
TEXTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "credit_line": ("photoshop:Credit",),
        "source": ("photoshop:Source",),
        "copyright_notice": ("dc:rights",),
        "headline": ("photoshop:Headline",),
        "description": ("dc:description",),
        "alt_text": ("Iptc4xmpCore:AltTextAccessibility",),
        "extended_description": ("Iptc4xmpCore:ExtDescrAccessibility",),
        "date_created": ("photoshop:DateCreated", "exif:DateTimeOriginal"),
        "city": ("photoshop:City",),
        "country": ("photoshop:Country",),
        "instructions": ("photoshop:Instructions",),
        "usage_terms": ("xmpRights:UsageTerms",),
        "web_statement": ("xmpRights:WebStatement",),
        "licensor_url": ("plus:Licensor/plus:LicensorURL", "plus:LicensorURL"),
        "licensor_name": ("plus:Licensor/plus:LicensorName", "plus:LicensorName"),
        "credit_line_required": ("plus:CreditLineRequired",),
        "license_start": ("plus:LicenseStartDate",),
        "digital_source_type": ("Iptc4xmpExt:DigitalSourceType",),
        "job_id": ("photoshop:TransmissionReference",),
        "data_mining": ("plus:DataMining",),
        "ai_system": ("Iptc4xmpExt:AISystemUsed",),
        "ai_system_version": ("Iptc4xmpExt:AISystemVersionUsed",),
        "ai_prompt": ("Iptc4xmpExt:AIPromptInformation",),
        "ai_prompt_writer": ("Iptc4xmpExt:AIPromptWriterName",),
        "expires": ("plus:LicenseEndDate",),
    }
)
# PhotoFields of several texts: all values of the first property that has any.
LISTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "creator": ("dc:creator",),
        "keywords": ("dc:subject",),
        "copyright_owner": ("plus:CopyrightOwner/plus:CopyrightOwnerName",),
    }
)
# Named people: IPTC's own properties, and the face regions of photo managers.
PERSONS = (
    "Iptc4xmpExt:PersonInImage",
    "Iptc4xmpExt:PersonInImageWDetails/Iptc4xmpExt:PersonName",
    "MP:RegionInfo/MPRI:Regions/MPReg:PersonDisplayName",
)
# Regions of the Metadata Working Group have a name and a type each: only faces are people.
REGION_NAME, REGION_TYPE = (f"mwg-rs:Regions/mwg-rs:RegionList/mwg-rs:{name}" for name in ("Name", "Type"))
ORIENTATION = "tiff:Orientation"
LATITUDE, LONGITUDE = "exif:GPSLatitude", "exif:GPSLongitude"
THUMBNAIL = "xmp:Thumbnails/xmpGImg:format"
_CONTACT = "Iptc4xmpCore:CreatorContactInfo/Iptc4xmpCore:"
DEVICE_IDS: Mapping[str, str] = MappingProxyType(
    {
        "aux:OwnerName": "camera owner",
        "exifEX:CameraOwnerName": "camera owner",
        "aux:SerialNumber": "camera serial number",
        "exifEX:BodySerialNumber": "camera serial number",
        "aux:LensSerialNumber": "lens serial number",
        "exifEX:LensSerialNumber": "lens serial number",
        f"{_CONTACT}CiEmailWork": "contact e-mail",
        f"{_CONTACT}CiTelWork": "contact telephone",
        f"{_CONTACT}CiAdrExtadr": "contact address",
        f"{_CONTACT}CiUrlWork": "contact web address",
    }
)
WANTED = frozenset(
    {
        *(path for table in (TEXTS, LISTS) for paths in table.values() for path in paths),
        *PERSONS, REGION_NAME, REGION_TYPE, ORIENTATION, LATITUDE, LONGITUDE, THUMBNAIL, *DEVICE_IDS,
    }
)  # fmt: skip
