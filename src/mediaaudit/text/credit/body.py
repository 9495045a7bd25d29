"""The body of a credit: makers and organisations between separators, read from a place in the line onwards."""

from __future__ import annotations

from typing import Literal, NamedTuple

from .lexemes import Lexeme
from .lexicon import Lexicon
from .shape import is_account, is_capitalised

Role = Literal["words", "org", "via", "for", "pool", "handout", "courtesy", "screenshot", "file", "licence", "drop"]
Ending = Literal["end", "close", "stop", "interface", "cue", "prose"]
SEPARATORS = frozenset("/|•·;,-~＝=&+\\›»>")
_CLOSERS = frozenset(")]}")
_QUOTES = frozenset("\"'“”„‟‘’«»‹›")
_MARKERS: tuple[Role, ...] = ("pool", "screenshot", "handout", "courtesy", "file")


class Item(NamedTuple):
    """One part of a credit: its role, its lexemes, and the separator before it ("" where none stands)."""

    role: Role
    lexemes: tuple[Lexeme, ...]
    before: str

    @property
    def text(self) -> str:
        """The words as a line would print them, spaced as they were."""
        return "".join((" " if n and x.gap else "") + x.text for n, x in enumerate(self.lexemes))


class Body(NamedTuple):
    """The items read, the index after the last lexeme of the credit, and what ended it."""

    items: list[Item]
    end: int
    ending: Ending


class BodyReader:
    """Reads items from ``start`` up to ``stop``; one pass, no looking back further than the item in hand."""

    def __init__(self, lexemes: list[Lexeme], start: int, stop: int, lexicon: Lexicon, *, cued: bool) -> None:
        self.lexemes, self.stop, self.lexicon, self.cued = lexemes, stop, lexicon, cued
        self.items: list[Item] = []
        self.words: list[Lexeme] = []
        self.before = ""
        self.depth = 0
        self.i = start
        self.end = start

    def read(self) -> Body:
        """Read to the end of the credit."""
        ending: Ending | None = None
        while ending is None:
            ending = "end" if self.i >= self.stop else self._step(self.lexemes[self.i])
        if ending == "prose":
            self._trim()
        self._flush()
        return Body(self.items, self.end, ending)

    def _step(self, lexeme: Lexeme) -> Ending | None:
        if lexeme.kind == "mark":
            return self._mark(lexeme)
        if lexeme.kind == "stop":
            return self._stop(lexeme)
        if lexeme.kind in ("address", "handle"):
            self._flush()
            return self._add("words", lexeme)
        return self._term(lexeme) if lexeme.kind == "term" else self._word(lexeme)

    def _next(self, offset: int = 1) -> Lexeme | None:
        return self.lexemes[self.i + offset] if self.i + offset < self.stop else None

    # Marks

    def _mark(self, lexeme: Lexeme) -> Ending | None:
        key = lexeme.key
        following = self._next()
        if key == "-" and self.words and not lexeme.gap and following is not None and not following.gap:
            if following.kind == "term" and following.agency is not None:
                return self._separate("-")
            return self._take(lexeme)
        if key == "." and self.words and not lexeme.gap:
            return self._take(lexeme)
        if key in SEPARATORS:
            return self._separate(key)
        if key in "([":
            return self._open()
        if key in _CLOSERS:
            return self._close()
        if key in _QUOTES or key in ":.*#":
            self.i += 1
            return None
        return "prose"

    def _separate(self, key: str) -> None:
        self._flush()
        self.before = key
        self.i += 1

    def _open(self) -> Ending | None:
        self._flush()
        self.depth += 1
        self.before = "("
        self.i += 1
        return None

    def _close(self) -> Ending | None:
        if not self.depth:
            return "close"
        self._flush()
        self.depth -= 1
        self.i += 1
        self.end = self.i
        return None

    def _stop(self, lexeme: Lexeme) -> Ending | None:
        """End at a full stop, unless nothing but a known organisation follows."""
        following = self._next()
        last = self._next(2)
        if following is not None and following.agency is not None and (last is None or last.kind == "stop"):
            return self._separate(".")
        self._flush()
        return "stop" if lexeme.text != "…" else "prose"

    # Words

    def _take(self, lexeme: Lexeme) -> None:
        self.words.append(lexeme)
        self.i += 1

    def _flush(self) -> None:
        while self.words and self.words[-1].kind == "mark" and self.words[-1].key == "-":
            self.words.pop()
        if self.words:
            self.items.append(Item("words", tuple(self.words), self.before))
            self.end = self.i
            self.words, self.before = [], ""

    def _add(self, role: Role, lexeme: Lexeme) -> None:
        self.items.append(Item(role, (lexeme,), self.before))
        self.before = ""
        self.i += 1
        self.end = self.i

    def _word(self, lexeme: Lexeme) -> Ending | None:
        lexicon, following = self.lexicon, self._next()
        if not self.words and self.items and lexicon.has(lexeme.key, "and"):
            return self._separate("and")
        if self.words and lexicon.has(lexeme.key, "and") and following is not None:
            self._flush()
            return self._separate("and")
        if lexeme.text.isdigit():
            return self._number(lexeme)
        if is_capitalised(lexeme.text):
            return self._capital(lexeme, following)
        if self.words and following is not None and is_capitalised(following.text) and following.kind != "stop":
            if lexicon.has(lexeme.key, "particle") or lexicon.has(lexeme.key, "connector"):
                return self._take(lexeme)
        if self.cued and self._small(lexeme):
            return self._take(lexeme)
        return "prose"

    def _capital(self, lexeme: Lexeme, following: Lexeme | None) -> Ending | None:
        lexicon = self.lexicon
        if lexicon.has(lexeme.key, "month") and following is not None and following.text.isdigit():
            return "prose"
        if lexicon.has(lexeme.key, "function") and len(lexeme.text) > 1 and not lexeme.text.isupper():
            starts = not self.words and lexicon.has(lexeme.key, "article")
            if not starts:
                return "prose"
        return self._take(lexeme)

    def _number(self, lexeme: Lexeme) -> Ending | None:
        following = self._next()
        if not self.words and self.items and self.items[-1].role == "file" and not self.before:
            self.i += 1
            return None
        if not self.items and not self.words and following is not None and is_capitalised(following.text):
            return self._take(lexeme)
        if self.words and (following is None or following.kind in ("mark", "stop")) and lexeme.gap:
            return self._take(lexeme)
        return "prose"

    def _small(self, lexeme: Lexeme) -> bool:
        """Say whether a word in small letters may be an account or a brand: it stands between separators."""
        if self.lexicon.has(lexeme.key, "function") or any(is_capitalised(w.text) for w in self.words):
            return is_account(lexeme.text)
        return len(self.words) < 3

    def _trim(self) -> None:
        """The line went on as prose: give back the words that belong to it."""
        words = self.words
        if not words:
            return
        following = self.lexemes[self.i]
        starts_sentence = following.kind == "word" and is_capitalised(following.text)
        if starts_sentence and len(words) <= 3:
            return
        if self.items and not self.before:
            self.words = []
            return
        names = [n for n, word in enumerate(words) if word.kind == "word" and len(word.text) > 1]
        self.words = words[: names[1] + 1] if len(names) > 2 or (len(names) == 2 and not starts_sentence) else []
        if self.words:
            self.i -= len(words) - len(self.words)

    # Terms

    def _term(self, lexeme: Lexeme) -> Ending | None:
        meaning = lexeme.meaning
        if "interface" in meaning:
            self._flush()
            return "interface"
        if "via" in meaning and self._is_via(lexeme):
            self._flush()
            return self._add("via", lexeme)
        if "org" in meaning and not self._continues():
            self._flush()
            return self._add("org", lexeme)
        if "licence" in meaning:
            self._flush()
            return self._licence()
        if "staff" in meaning and self._stands_apart():
            self._flush()
            return self._add("drop", lexeme)
        for role in _MARKERS:
            if role in meaning and not self._part_of_name(role):
                self._flush()
                return self._add(role, lexeme)
        if "at" in meaning and (self.words or self.items):
            ending = self._at(lexeme)
            if ending is not False:
                return ending
        if "maker" in meaning or "cue" in meaning or "symbol" in meaning:
            return self._cue(lexeme)
        if ("aside" in meaning or "generic" in meaning) and self._stands_apart():
            self._flush()
            return self._add("drop", lexeme)
        return self._word(lexeme)

    def _is_via(self, lexeme: Lexeme) -> bool:
        following = self._next()
        return following is not None and (lexeme.key == "via" or following.agency is not None)

    def _continues(self) -> bool:
        """Say whether an organisation's name here is only part of a longer, unknown one."""
        following = self._next()
        if following is None or not following.gap or following.kind not in ("word", "term"):
            return False
        if following.agency is not None or not is_capitalised(following.text):
            return False
        return (
            self.lexicon.has(following.key, "organisation")
            and "pool" not in following.meaning
            and "file" not in following.meaning
        )

    def _part_of_name(self, role: str) -> bool:
        """Say whether "Archives", "Press" and the like belong to the organisation's name before them."""
        lexeme = self.lexemes[self.i]
        if not self.words or role != "file" or not is_capitalised(lexeme.text):
            return False
        names = [word for word in self.words if word.kind != "mark"]
        return len(names) == 1 or any(self.lexicon.has(word.key, "organisation") for word in names)

    def _stands_apart(self) -> bool:
        """Say whether the lexeme in hand is an item of its own."""
        following = self._next()
        return not self.words and (following is None or following.kind in ("mark", "stop", "term"))

    def _at(self, lexeme: Lexeme) -> Ending | None | Literal[False]:
        following = self._next()
        if following is None:
            return False
        if self.lexicon.has(lexeme.key, "particle") and following.agency is None:
            return False
        if following.agency is not None or (
            lexeme.key in ("for", "für", "pour", "para") and is_capitalised(following.text)
        ):
            self._flush()
            if lexeme.key in ("for", "für", "pour", "para"):
                return self._add("for", lexeme)
            return self._separate("on")
        return False

    def _cue(self, lexeme: Lexeme) -> Ending | None:
        following = self._next()
        colon = following is not None and following.key == ":"
        if self.words and not colon and lexeme.text not in "©":
            return self._word(lexeme)
        if (self.words or any(item.role == "words" for item in self.items)) and colon:
            self._flush()
            return "cue"
        self._flush()
        self.i += 2 if colon else 1
        self.end = self.i if following is None else self.end
        return None

    def _licence(self) -> Ending | None:
        """Take a licence with its conditions and version: CC BY-SA 3.0 PL."""
        taken = [self.lexemes[self.i]]
        j = self.i + 1
        while j < self.stop:
            lexeme = self.lexemes[j]
            if not (lexeme.key in ("by", "sa", "nc", "nd") or lexeme.key in "-.(" or lexeme.key[0].isdigit()):
                break
            taken.append(lexeme)
            j += 1
        if (
            j < self.stop
            and taken[-1].key[0].isdigit()
            and len(self.lexemes[j].text) == 2
            and self.lexemes[j].text.isupper()
        ):
            taken.append(self.lexemes[j])
            j += 1
        if j < self.stop and self.lexemes[j].key == ")" and any(x.key == "(" for x in taken):
            j += 1
        while taken[-1].key in "-.(":
            taken.pop()
            if j <= self.i + len(taken) + 1:
                j -= 1
        self.items.append(Item("licence", tuple(taken), self.before))
        self.before = ""
        self.i = self.end = j
        return None
