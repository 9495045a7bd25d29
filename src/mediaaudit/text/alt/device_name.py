"""Tell what cameras, telephones, messengers and programs call their files, in any language."""

from __future__ import annotations

from mediaaudit.lazy import pattern
from mediaaudit.text.words import PhraseIndex, phrase_index, plain

# The start of names with a number behind it. Where words may follow (a copy, a caption), an underscore tells them from text.
_NUMBERED = pattern(
    r"(?:_?dsc[fn]?|img|imgp|_mg|_dsf|_igp|pxl|pano|mvi|gopr|dji|cimg|crw|fb_img|hpim|mmexport)"
    r"[ _-]{0,2}e?\d{3,}[\w()-]*$"
    r"|(?:_?dsc[fn]?|img|imgp|_mg|_dsf|pxl|gopr|dji)_e?\d{4,}(?:[ (_-].{1,40})?$"
    r"|(?:p\d{3}|sam|pict|kic|wp|vid|mg|photo|image|foto|bild|imagen|scan|signal|psx|ydxj|snapchat|received|kakaotalk|sdc|csc|crw|rn|st[abc])[_-]{1,2}\d{3,}[\w()-]*$"
    r"|(?:gh|gx|gs|gl)\d{6}$|p[1-9a-c]\d{6}$|l10\d{5}$|r00\d{5}$|s[0-9]{7}$|mvc-?\d{3,5}\w?$|\d{3}_\d{4}$|dji_fly_[\w-]*\d{6}[\w-]*$"
    r"|(?:clip_)?image\d{3}$|rpreplay_final\d+$|telegram-cloud-[\w-]+$"
    r"|(?:download|unnamed|images|unbenannt|ohne titel|untitled|sans titre|sin título|sem título|senza titolo|naamloos|namnlös|navnløs|uden navn|uten navn|nimetön|bez tytułu|без имени|未命名|無題|名称未設定)"
    r" ?[_-]? ?(?:\(\d{1,4}\)|\d{1,4})$"
)
# A date and a clock's seconds, written as names of files must be: without colons.
_MOMENT = pattern(
    r"(?:.{0,40}\D)?(?:19|20)\d\d([-_.]?)(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])"
    r"[^\d:]{0,14}(?:\d{1,2}([.\-_])[0-5]\d\2[0-5]\d|[012]\d[0-5]\d[0-5]\d)(?:[^\d:].{0,30}|\d{3})?$"
)
# What content systems put behind the name of a file: its size in pixels, "scaled", the moment of an edit.
_SIZED = pattern(r"[_-](?:\d{3,4}x\d{2,4}(?:-\d{1,2})?|e1\d{12}(?:-\d{2,4}x\d{2,4})?)(?:@[23]x)?$")
_LETTERS = 5  # of the words in names of screen grabs beside number, date and clock: "at", "um", "kello", "下午"
_PARTS = 12

NO_PROGRAMS = phrase_index(frozenset())


def is_device_name(folded: str, programs: PhraseIndex = NO_PROGRAMS) -> bool:
    """Say whether a folded text is what a camera or a program called a file.

    ``programs`` are words with which programs begin the names of their files before a number or a date ("screenshot").
    """
    if not any(map(str.isdigit, folded)):
        return False
    if _NUMBERED.match(folded) or _MOMENT.match(folded) or _is_sized(folded):
        return True
    said = plain(folded)
    opening = programs.start_of(said)
    return opening is not None and _only_counts(said[len(opening) :].split())


def _is_sized(folded: str) -> bool:
    found = _SIZED.search(folded)
    return found is not None and " " not in folded and any(map(str.isalpha, folded[: found.start()]))


def _only_counts(parts: list[str]) -> bool:
    """Say whether the words behind a program's are a number, a date, a clock and the little words between these."""
    if not 0 < len(parts) <= _PARTS or not (any(map(str.isdigit, parts[-1])) or len(parts[-1]) < 3):
        return False
    return any(map(str.isdigit, "".join(parts))) and all(sum(map(str.isalpha, part)) <= _LETTERS for part in parts)
