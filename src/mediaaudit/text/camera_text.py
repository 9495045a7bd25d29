"""Tell what a camera, a telephone or a program writes into every file from what somebody wrote about one picture."""

from __future__ import annotations

from mediaaudit.lazy import pattern
from mediaaudit.model.phrases import Phrases
from mediaaudit.text.alt.file_name import file_name_kind
from mediaaudit.text.words import phrase_index, plain

MAX_TEXT = 200  # characters; what is longer, unless a program lists its settings, is a text
_MOST_WORDS = 8  # behind a known beginning: a model and a version, not a sentence
_SETTINGS = pattern(
    r"\s*(?:\{\s*\"|[\w-]+:\s*-?[\w.]+\s*;\s*[\w-]+:)"
)  # {"remix_data": ...}; filter: 0; module: photo;
_BRACKETED = pattern(r"\s*<[^<>]*\d[^<>]*>\s*$")  # <KENOX S1050 / Samsung S1050>


def is_camera_text(text: str, phrases: Phrases) -> bool:
    """Say whether a text of a file is one that a device or a program wrote by itself.

    The lists ``metadata.camera-text`` (whole texts) and ``metadata.camera-opening`` (beginnings) are looked at; names of
    files and paths, models in angle brackets and lists of settings are told by their form.
    """
    if _SETTINGS.match(text):
        return True
    if len(text) > MAX_TEXT:
        return False
    said = plain(text)
    opening = phrase_index(phrases.of("metadata.camera-opening")).start_of(said)
    if opening and len(said.split()) - len(opening.split()) <= _MOST_WORDS:
        return True
    return (
        is_camera_word(text, phrases)
        or _BRACKETED.match(text) is not None
        or file_name_kind(text) in {"file", "address", "device"}
    )


def is_camera_word(text: str, phrases: Phrases) -> bool:
    """Say whether a text is nothing but a phrase of the list ``metadata.camera-text``."""
    return phrase_index(phrases.of("metadata.camera-text")).has(plain(text))
