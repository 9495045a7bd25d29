"""What tells a person's name from other words: given names, initials, particles, and how many words there are."""

from __future__ import annotations

from collections.abc import Sequence

from .lexemes import Lexeme
from .lexicon import Lexicon
from .shape import is_capitalised, is_initial

_MOST_WORDS = 4  # of a name, particles not counted: Toni L. Sandys, Rafael Pacheco Granados, José María de la Cruz Ruiz


def is_particle(words: Sequence[Lexeme], n: int, lexicon: Lexicon) -> bool:
    """Say whether a word is a small one inside a name, in capitals too: Piet van den Heuvel, Maria De La Cruz."""
    word = words[n]
    return lexicon.has(word.key, "particle") and (word.text.islower() or 0 < n < len(words) - 1)


def parts(words: Sequence[Lexeme], lexicon: Lexicon) -> list[Lexeme]:
    """Return the words of a name that carry it: no particles, no marks."""
    return [w for n, w in enumerate(words) if w.kind != "mark" and not is_particle(words, n, lexicon)]


def has_given_name(words: Sequence[Lexeme], lexicon: Lexicon) -> bool:
    """Say whether the first word is a given name or an initial, or a later word but the last is an initial."""
    carrying = [word for word in words if word.kind != "mark"]
    if len(carrying) < 2:
        return False
    first = carrying[0]
    double = len(words) > 2 and words[1].key == "-" and lexicon.has(f"{first.key}-{words[2].key}", "given")
    return (
        double
        or lexicon.has(first.key, "given")
        or (is_initial(first.text) and words[1].key == ".")
        or any(is_initial(word.text) for word in carrying[1:-1])
    )


def could_be_name(words: Sequence[Lexeme], lexicon: Lexicon) -> bool:
    """Say whether words may be a person's full name by their number and capitals alone."""
    carrying = parts(words, lexicon)
    if not any(word.gap or word.key == "." for word in words[1:]):
        return False  # Rosa-Luxemburg-Konferenz
    return 2 <= len(carrying) <= _MOST_WORDS and all(is_capitalised(w.text) and not w.text.isdigit() for w in carrying)


def _full(words: Sequence[Lexeme], lexicon: Lexicon) -> list[int]:
    """Return where the full words of a name stand: no initials, particles, or second halves of double names."""
    return [
        n
        for n, word in enumerate(words)
        if word.kind != "mark"
        and not is_initial(word.text)
        and not is_particle(words, n, lexicon)
        and not (n and words[n - 1].key == "-")
    ]


def name_before(words: Sequence[Lexeme], lexicon: Lexicon) -> int:
    """Return where the name begins that ends a run of capitalised words: at a given name, else two words from the end."""
    full = _full(words, lexicon)
    if len(full) <= 2:
        return 0
    begin = next((n for n in full[-3:-1] if lexicon.has(words[n].key, "given")), full[-2])
    while begin and (is_initial(words[begin - 1].text) or words[begin - 1].key == "."):
        begin -= 1
    return begin


def name_after(words: Sequence[Lexeme], lexicon: Lexicon) -> int:
    """Return where the name ends that begins a run of capitalised words: after two full words; 0 where there is none."""
    full = _full(words, lexicon)
    if len(full) < 2:
        return 0
    end = full[1] + 1
    while end + 1 < len(words) and words[end].key == "-":
        end += 2
    return end
