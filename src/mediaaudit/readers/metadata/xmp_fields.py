"""From the properties of XMP packets to the newsroom's fields."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from mediaaudit.lazy import pattern
from mediaaudit.model.metadata import PhotoFields

from .xmp import Properties, Value
from .xmp_names import DEVICE_IDS, LATITUDE, LISTS, LONGITUDE, ORIENTATION, PERSONS, REGION_NAME, REGION_TYPE, TEXTS

_NUMBER = r"(\d{1,3}(?:\.\d{0,15})?)"
_COORDINATE = pattern(rf"([+-]?){_NUMBER}(?:,{_NUMBER})?(?:,{_NUMBER})?\s?([NSEW]?)", re.IGNORECASE)


def photo_fields(properties: Properties) -> PhotoFields:
    """Return the fields that the properties give."""
    fields: dict[str, Any] = {name: _text(properties, paths) for name, paths in TEXTS.items()}
    fields |= {name: _list(properties, paths) for name, paths in LISTS.items()}
    orientation = _text(properties, (ORIENTATION,)) or ""
    return PhotoFields(
        persons_shown=_persons(properties),
        orientation=int(orientation) if re.fullmatch("[0-9]{1,5}", orientation) else None,
        gps=_position(properties),
        **fields,
    )


def device_ids(properties: Properties) -> tuple[tuple[str, str], ...]:
    """Return what names the owner, the devices and the creator's contact: (kind, value) pairs."""
    return tuple((name, value.text) for path, name in DEVICE_IDS.items() for value in properties.get(path, ()))


def _text(properties: Properties, paths: Iterable[str]) -> str | None:
    for path in paths:
        if path in properties:
            return _preferred(properties[path])
    return None


def _preferred(values: list[Value]) -> str:
    """Return the value for readers of any language, else the first (ISO 16684-1, 8.2.2.4)."""
    return next((value.text for value in values if value.language == "x-default"), values[0].text)


def _list(properties: Properties, paths: Iterable[str]) -> tuple[str, ...]:
    found = next((properties[path] for path in paths if path in properties), ())
    return tuple(value.text for value in found)


def _persons(properties: Properties) -> tuple[str, ...]:
    """Return the people named in properties and in face regions, each once."""
    named = [value.text for path in PERSONS for value in properties.get(path, ())]
    names, types = properties.get(REGION_NAME, []), properties.get(REGION_TYPE, [])
    if len(names) == len(types):  # otherwise a region lacks one of them and they cannot be told apart
        named += [name.text for name, kind in zip(names, types, strict=True) if kind.text == "Face"]
    return tuple(dict.fromkeys(named))


def _position(properties: Properties) -> tuple[float, float] | None:
    latitude = _degrees(_text(properties, (LATITUDE,)))
    longitude = _degrees(_text(properties, (LONGITUDE,)))
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        return None
    return latitude, longitude


def _degrees(text: str | None) -> float | None:
    """Return "51,30.5N" or "51,30,30N" (XMP part 2, 1.2.2.4) or plain decimal degrees as signed degrees."""
    match = _COORDINATE.fullmatch(text) if text else None
    if match is None:
        return None
    sign, degrees, minutes, seconds, side = match.groups()
    value = float(degrees) + float(minutes or 0) / 60 + float(seconds or 0) / 3600
    return round(-value if sign == "-" or side.upper() in {"S", "W"} else value, 8)
