"""The output of ``inspect`` for people, from the same values as its JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .display import clip, clip_start, printable
from .selection import amount

_LABEL = 20
_CREDIT = ("photographers", "pool", "agencies", "via", "supplied", "license")
_WITH_ALT = {"img", "amp-img", "area", "image-button", "delayed-image"}  # kinds whose name an alt attribute gives


def inspect_text(
    documents: Sequence[Mapping[str, Any]], files: Sequence[Mapping[str, Any]], *, width: int = 100
) -> str:
    """Return articles and files, a field a line, each cut to ``width`` columns; absent fields are left out."""
    blocks = [_document(document, width) for document in documents] + [_file(file, width) for file in files]
    return "\n".join("".join(f"{line}\n" for line in block) for block in blocks)


def _document(document: Mapping[str, Any], width: int) -> Iterator[str]:
    yield printable(document["path"])
    names = ("headline", "language", "outlet", "published")
    yield from _fields({name: document[name] for name in names}, width, "  ")
    for fault in document["faults"]:
        yield from _fields({"fault": fault}, width, "  ")
    yield f"  {amount(len(document['images']), 'picture')}"
    for number, image in enumerate(document["images"]):
        yield from _image(number, image, width)
    for image in document["structured"]:
        yield from _structured(image, width)


def _image(number: int, image: Mapping[str, Any], width: int) -> Iterator[str]:
    traits = [image["placement"], "editorial" if image["editorial"] else "not editorial"]
    traits += [image["exposure"]] if image["exposure"] != "exposed" else []
    tail = f"  {image['line']}:{image['column']}  {', '.join(traits)}"
    name = _address(image["src"] or f"<{image['kind']}>", width - len(tail) - 8)
    yield ""
    yield f"  [{number}] {name}{tail}"
    alt = image["alt"] or ("(empty)" if image["alt"] == "" else "(missing)" if image["kind"] in _WITH_ALT else None)
    spoken = image["accessible_name"] if image["accessible_name"].split() != (image["alt"] or "").split() else None
    shown = {"alt": alt, "accessible name": spoken, "caption": image["caption"], "credit line": image["credit_line"]}
    yield from _fields(shown, width, "      ")
    if credit := image["credit"]:
        yield from _fields({name: credit[name] for name in _CREDIT}, width, "      ")
    yield from _fields({"file": image["file"]}, width, "      ")


def _structured(image: Mapping[str, Any], width: int) -> Iterator[str]:
    twin = "" if image["image"] is None else f"  = [{image['image']}]"
    yield ""
    yield f"  {image['source']}: {_address(image['url'], width - len(twin) - 14)}{twin}"
    yield from _fields({name: image[name] for name in ("alt", "caption", "credit")}, width, "      ")


def _file(file: Mapping[str, Any], width: int) -> Iterator[str]:
    size = f"{file['width']} × {file['height']}" if file["width"] and file["height"] else ""
    yield "  ".join(filter(None, (printable(file["path"]), file["format"], size)))
    yield from _fields({"error": file["error"]}, width, "  ")
    for fault in file["faults"]:
        offset = f" (byte {fault['offset']})" if fault["offset"] is not None else ""
        yield from _fields({"fault": f"{fault['code']}: {fault['message']}{offset}"}, width, "  ")
    yield from _fields(file["metadata"] or {}, width, "  ")


def _fields(fields: Mapping[str, Any], width: int, indent: str) -> Iterator[str]:
    for name, value in fields.items():
        if text := _value(value, 4 * width):
            shown = clip(text, max(width - len(indent) - _LABEL, 20))
            yield f"{indent}{name.replace('_', ' '):<{_LABEL}}{shown}"


def _value(value: object, limit: int) -> str:
    if value is None or value is False:
        return ""
    if isinstance(value, Mapping):
        value = [f"{key} {item}" for key, item in value.items()]
    text = ", ".join(map(str, value)) if isinstance(value, list) else "yes" if value is True else str(value)
    return printable(text[:limit])


def _address(url: str, room: int) -> str:
    if url.startswith("data:"):
        return clip(printable(url[: max(room, 20)]), 40)
    return clip_start(printable(url[-4 * max(room, 20) :]), max(room, 20))
