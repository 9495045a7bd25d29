"""The body of a credit: makers and organisations between separators, read from a place in the line onwards."""

from __future__ import annotations

from typing import Literal, NamedTuple

from .lexemes import Lexeme
from .lexicon import Lexicon
from .licence import read_licence
from .names import name_after
from .shape import is_account, is_capitalised, is_caseless

Role = Literal[
    "words", "org", "via", "for", "pool", "handout", "courtesy", "screenshot", "file", "licence", "reserved", "drop"
]  # fmt: skip
Ending = Literal["end", "close", "stop", "interface", "cue", "prose"]
SEPARATORS = frozenset("/|•·;,-~=&+\\›>")
_SLASHES = frozenset("/|")
_CLOSERS = frozenset(")]}】）")
QUOTES = frozenset("\"'“”„‟‘’«»‹「」『』")
_MARKERS: tuple[Role, ...] = ("pool", "screenshot", "handout", "courtesy", "file")
_OPENINGS = ("cue", "maker", "symbol")
_FOR = frozenset({"for", "für", "pour", "para", "special"})  # first words
_FOR_UNKNOWN = frozenset({"for", "special"})  # in other languages the word is too common to vouch for an unknown name
_LONGEST_QUOTE = 16  # lexemes
_MOST_SMALL = 2  # words in small letters at the end of an organisation's name
_YEAR = 4  # digits
_PLATFORMS = frozenset({"stock", "library", "social"})


class Item(NamedTuple):
    """One part of a credit: its role, its lexemes, the separator before it ("" for none), the indices it spans."""

    role: Role
    lexemes: tuple[Lexeme, ...]
    before: str
    at: int
    after: int

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
    """Reads items from ``start`` up to ``stop`` in one pass; ``cued`` allows what only a cue can vouch for."""

    def __init__(self, lexemes: list[Lexeme], start: int, stop: int, lexicon: Lexicon, *, cued: bool) -> None:
        self.lexemes, self.stop, self.lexicon, self.cued = lexemes, stop, lexicon, cued
        self.items: list[Item] = []
        self.words: list[Lexeme] = []
        self.before = ""
        self.opened: tuple[int, int] | None = None  # items and end before an open bracket
        self.i = self.end = self.first = self.last = start

    def read(self) -> Body:
        """Read to the end of the credit."""
        ending: Ending | None = None
        while ending is None:
            ending = "end" if self.i >= self.stop else self._step(self.lexemes[self.i])
        self._flush()
        if ending == "prose":
            self._give_back()
        return Body(self.items, self.end, ending)

    def _step(self, lexeme: Lexeme) -> Ending | None:
        kind = lexeme.kind
        if kind == "word":
            return self._word(lexeme)
        if kind == "mark":
            return self._mark(lexeme)
        if kind == "stop":
            return self._sentence_stop(lexeme)
        if kind == "term":
            return self._term(lexeme)
        self._flush()
        self._add("words")
        return None

    def _next(self, offset: int = 1) -> Lexeme | None:
        return self.lexemes[self.i + offset] if self.i + offset < self.stop else None

    # Marks

    def _mark(self, lexeme: Lexeme) -> Ending | None:
        key = lexeme.key
        if key in "-." and self.words and not lexeme.gap:
            return self._inside(lexeme)
        if key == "," and self.words and self._company_form():
            self._take(lexeme)
            return None
        if key in SEPARATORS:
            self._separate(key)
            return None
        if key in "([【":
            return self._open()
        if key in _CLOSERS:
            return self._close()
        if key in QUOTES:
            return self._quote()
        if key in ":.*#":
            self._flush()
            self.i += 1
            return None
        return "prose"

    def _quote(self) -> Ending | None:
        """Take what stands in quotation marks as one name, where a cue vouches for it; pass over other marks."""
        ahead = self.lexemes[self.i + 1 : min(self.i + _LONGEST_QUOTE, self.stop)]
        close = next((n for n, x in enumerate(ahead) if x.kind == "mark" and x.key in QUOTES), 0)
        whole = close > 0 and all(x.kind != "stop" for x in ahead[:close])
        if self.words and whole:
            for lexeme in (self.lexemes[self.i], *ahead[: close + 1]):
                self._take(lexeme)
            return None
        self._flush()
        self.i += 1
        if self.cued and whole and close > 1:
            self._add("words", close)
            self.i += 1
        return None

    def _inside(self, lexeme: Lexeme) -> Ending | None:
        """Take a hyphen or dot inside a name; a hyphen before a known organisation separates."""
        following = self._next()
        agency = following.agency if following is not None else None
        supplier = agency is not None and (len(self.words) > 1 or agency.kind in ("wire", "distributor"))
        if lexeme.key == "-" and (following is None or following.gap or supplier):
            self._separate("-")
            return None
        self._take(lexeme)
        return None

    def _company_form(self) -> bool:
        """Say whether "Inc.", "Ltd" and the like follow: they belong to the name before the comma."""
        following = self._next()
        return following is not None and "company_form" in self.lexicon.words.get(following.key, ())

    def _separate(self, key: str) -> None:
        self._flush()
        self.before = key
        self.i += 1

    def _open(self) -> Ending | None:
        """Go into a bracket; one with initials right after an organisation's name is part of the name."""
        inside, close = self._next(), self._next(2)
        if self.words and inside is not None and close is not None and close.key == ")":
            abbreviates = inside.kind == "word" and inside.text.isupper() and self._names_organisation()
            if abbreviates:
                for bracketed in (self.lexemes[self.i], inside, close):
                    self._take(bracketed)
                return None
        if self.opened is not None:
            return "prose"
        self._flush()
        self.opened = len(self.items), self.end
        self.before = "("
        self.i += 1
        return None

    def _close(self) -> Ending | None:
        if self.opened is None:
            return "close"
        self._flush()
        self.opened = None
        self.before = ""
        self.i += 1
        self.end = self.i
        return None

    def _sentence_stop(self, lexeme: Lexeme) -> Ending | None:
        """End at a full stop, unless nothing but a known organisation or a licence follows."""
        following, last = self._next(), self._next(2)
        known = following is not None and (following.agency is not None or "licence" in following.meaning)
        if known and lexeme.text == "." and (last is None or last.kind == "stop"):
            self._separate(".")
            return None
        if lexeme.text in "?…" or (lexeme.text == "!" and self.words):
            return "prose"
        return "stop"

    # Words

    def _take(self, lexeme: Lexeme) -> None:
        if not self.words:
            self.first = self.i
        self.words.append(lexeme)
        self.last = self.i
        self.i += 1

    def _flush(self) -> None:
        while self.words and self.words[-1].key == "-":
            self.words.pop()
            self.last -= 1
        if self.words:
            self.end = self.last + 1
            self.items.append(Item("words", tuple(self.words), self.before, self.first, self.end))
            self.words, self.before = [], ""

    def _add(self, role: Role, length: int = 1) -> None:
        self._flush()
        self.items.append(
            Item(role, tuple(self.lexemes[self.i : self.i + length]), self.before, self.i, self.i + length)
        )
        self.before = ""
        self.i += length
        self.end = self.i

    def _names_organisation(self) -> bool:
        return any(self.lexicon.has(word.key, "organisation") for word in self.words)

    def _word(self, lexeme: Lexeme) -> Ending | None:
        lexicon, following = self.lexicon, self._next()
        if following is not None and (self.words or self.items) and lexicon.has(lexeme.key, "and"):
            if not lexeme.text[0].isupper() or lexeme.text == "AND":
                return self._and(lexeme)
        if lexeme.text[0].isdigit() and lexeme.text.isdigit():
            return self._number(following)
        if is_capitalised(lexeme.text):
            return self._capital(lexeme, following)
        small = lexicon.has(lexeme.key, "particle") or lexicon.has(lexeme.key, "connector")
        if not self.words and self.cued and lexicon.has(lexeme.key, "article") and self._names_next(following):
            self.i += 1
            return None
        if small and self._goes_on(following):
            self._take(lexeme)
            return None
        if self._is_account(lexeme, following) or (self.cued and self._ends_organisation(lexeme)):
            self._take(lexeme)
            return None
        return "prose"

    def _ends_organisation(self, lexeme: Lexeme) -> bool:
        """Say whether a word in small letters belongs to an organisation's name: Bộ Y tế, the Smith family."""
        if not self.words or self.lexicon.has(lexeme.key, "function"):
            return False
        small = sum(word.text[0].islower() for word in self.words)
        return small < _MOST_SMALL and (self._names_organisation() or self.lexicon.has(lexeme.key, "organisation"))

    def _names_next(self, following: Lexeme | None) -> bool:
        """Say whether a name follows a small article: by the City of Graz, por la 'Plataforma'."""
        return following is not None and (is_capitalised(following.text) or following.key in QUOTES)

    def _goes_on(self, following: Lexeme | None) -> bool:
        """Say whether a small word stands inside a name: a name's word before and after it."""
        if following is None or not (self.words or (self.cued and self.before)):
            return False
        if following.kind not in ("word", "term"):
            return False
        return is_capitalised(following.text) or self.lexicon.has(following.key, "particle")

    def _and(self, lexeme: Lexeme) -> Ending | None:
        """Part two makers, unless the words on both sides make one organisation."""
        ahead = self.lexemes[self.i + 1 : min(self.i + 5, self.stop)]
        run: list[Lexeme] = []
        for word in ahead:
            if word.kind != "word":
                break
            run.append(word)
        joined = self.words and any(self.lexicon.has(word.key, "organisation") for word in run)
        if joined and (self._names_organisation() or len(self.words) == 1):
            self._take(lexeme)
            return None
        self._separate("and")
        return None

    def _capital(self, lexeme: Lexeme, following: Lexeme | None) -> Ending | None:
        lexicon = self.lexicon
        if following is not None and following.text.isdigit() and lexicon.has(lexeme.key, "month"):
            return "prose"
        if following is not None and following.kind in ("word", "term") and following.gap:
            opens = lexicon.has(lexeme.key, "function") and not is_caseless(lexeme.text)
            if opens and not self._inside_name(lexeme, following):
                return "prose"
        self._take(lexeme)
        return None

    def _inside_name(self, lexeme: Lexeme, following: Lexeme) -> bool:
        """Say whether a capitalised small word belongs to a name after all: The Chronicle, Mark Von Holden."""
        if not is_capitalised(following.text):
            return False
        if len(lexeme.text) == 1 or (lexeme.text.isupper() and following.text.isupper()):
            return True
        if not self.words:
            return self.lexicon.has(lexeme.key, "article") and following.agency is None
        last = self._next(2)
        ends = last is None or last.kind in ("mark", "stop") or last.agency is not None
        return len(self.words) == 1 and ends and self.lexicon.has(lexeme.key, "particle")

    def _number(self, following: Lexeme | None) -> Ending | None:
        """Take a number that belongs to a name ("5 Minuten", "Channel 4"); pass over one that stands apart."""
        if not self.words and len(self.lexemes[self.i].text) == _YEAR and self.cued:
            self.i += 1
            return None
        apart = following is None or following.kind in ("mark", "stop")
        if not self.words and apart and self.items:
            self._add("drop")
            return None
        if self.words and apart:
            self._take(self.lexemes[self.i])
            return None
        starts = following is not None and is_capitalised(following.text) and (self.cued or bool(self.before))
        if not self.words and starts:
            self._take(self.lexemes[self.i])
            return None
        return "prose"

    def _is_account(self, lexeme: Lexeme, following: Lexeme | None) -> bool:
        """Say whether a word in small letters may be an account or a brand: it stands between separators."""
        if not (self.cued or self.before in _SLASHES or (following is not None and following.key in _SLASHES)):
            listed = (
                self.before == ","
                and bool(self.items)
                and self.items[0].role == "org"
                and self._platform(self.items[0])
            )
            if not listed:
                return False
        if self.words and (not self.cued or len(self.words) > 3 or any(is_capitalised(w.text) for w in self.words)):
            return False
        if is_account(lexeme.text):
            return True
        if self.lexicon.has(lexeme.key, "function"):
            return False
        apart = (
            following is None
            or following.key in SEPARATORS
            or following.key in _CLOSERS
            or following.agency is not None
        )
        return apart if not self.cued else True

    def _give_back(self) -> None:
        """Give back, where the line went on as prose, the words that belong to it, doubtful ones too."""
        if self.opened is not None:
            count, self.end = self.opened
            del self.items[count:]
        for n, item in enumerate(self.items[1:], 1):
            if item.role == "words" and not item.before and self.items[n - 1].role == "org":
                del self.items[n:]
                break
        if not self.items:
            return
        last = self.items[-1]
        self.end = last.after
        following = self.lexemes[self.end] if self.end < len(self.lexemes) else None
        if last.role != "words" or following is None or following.kind not in ("word", "term", "mark"):
            return
        if following.kind == "mark" and following.key != "(":
            return
        starts_sentence = following.kind != "mark" and is_capitalised(following.text)
        if starts_sentence and len(last.lexemes) <= 3:
            return
        platform = len(self.items) > 1 and last.before and self._platform(self.items[-2])
        given = self.lexicon.has(last.lexemes[0].key, "given")
        keep = 1 if platform and not given else name_after(last.lexemes, self.lexicon)
        self.items.pop()
        if keep:
            self.items.append(last._replace(lexemes=last.lexemes[:keep], after=last.at + keep))
        if self.items:
            self.end = self.items[-1].after

    @staticmethod
    def _platform(item: Item) -> bool:
        agency = item.lexemes[0].agency
        return agency is not None and (agency.kind in _PLATFORMS or agency.name == "Getty Images")

    # Terms

    def _term(self, lexeme: Lexeme) -> Ending | None:
        meaning = lexeme.meaning
        if "interface" in meaning and self.items + self.words:
            return "interface"
        role = self._role(lexeme)
        if role == "licence":
            self._add(role, read_licence(self.lexemes, self.i, self.stop) - self.i)
            return None
        if role is not None:
            self._add(role)
            return None
        following = self._next()
        if "at" in meaning and following is not None and (self.words or self.items):
            if self._at(lexeme, following):
                return None
        if any(opening in meaning for opening in _OPENINGS):
            return self._opening(lexeme, following)
        if not self.words and not self.items and self.cued and "at" in meaning and self._names_next(following):
            self.i += 1
            return None
        if "by" in meaning and not self.words and self.items and following is not None:
            self._separate("by")
            return None
        return self._word(lexeme)

    def _at(self, lexeme: Lexeme, following: Lexeme) -> bool:
        """Take "for OUTLET" and "on PLATFORM"; False where the word is no more than part of a name."""
        outlet = lexeme.key in _FOR
        article = outlet and following.kind == "word" and self.lexicon.has(following.key, "article")
        name = self._next(2) if article else following
        unknown = lexeme.key in _FOR_UNKNOWN
        if name is None or not (name.agency is not None or (unknown and is_capitalised(name.text))):
            return False
        if self.words and self._names_organisation() and name.agency is None:
            return False
        if outlet:
            self._add("for")
            self.i += article
        else:
            self._separate("on")
        return True

    def _role(self, lexeme: Lexeme) -> Role | None:
        """Choose what a term is here, by what stands around it."""
        meaning = lexeme.meaning
        apart = self._stands_apart()
        if "via" in meaning and self._is_via(lexeme):
            return "via"
        following = self._next()
        opening = following is not None and "cue" in meaning and (following.key == ":" or following.kind == "word")
        if "org" in meaning and not opening and not self._is_name_part(lexeme, apart=apart):
            return "org"
        if "licence" in meaning and not self.words[:-4]:
            return "licence"
        if "reserved" in meaning and (apart or lexeme.text.isupper()):
            return "reserved"
        if lexeme.key in self.lexicon.suffixes and (self.words or self.items):
            return "drop"
        if "staff" in meaning and (apart or not self.words or is_caseless(lexeme.text)):
            return "drop"
        for role in _MARKERS:
            if role in meaning and not (role == "file" and self._part_of_name(lexeme)):
                return role
        return "drop" if apart and ("aside" in meaning or "generic" in meaning) else None

    def _is_via(self, lexeme: Lexeme) -> bool:
        following = self._next()
        return following is not None and (lexeme.key.endswith(("via", "vía")) or following.agency is not None)

    def _is_name_part(self, lexeme: Lexeme, *, apart: bool) -> bool:
        """Say whether an organisation's name here is only part of a longer name: Dawn Smith, Getty Museum."""
        following, agency = self._next(), lexeme.agency
        if (len(lexeme.text) == 1 and not apart) or self._is_compound():
            return True
        if agency is not None and agency.kind in ("outlet", "collection", "library") and not lexeme.text.isupper():
            if len(self.words) == 1 and self.lexicon.has(self.words[0].key, "given") and " " not in lexeme.text:
                return True
            if not self.words and following is not None and following.kind == "word" and following.gap:
                if self.lexicon.has(lexeme.key, "given") and is_capitalised(following.text):
                    return True
        if following is None or not following.gap or following.agency is not None or "file" in following.meaning:
            return False
        return is_capitalised(following.text) and self.lexicon.has(following.key, "organisation")

    def _is_compound(self) -> bool:
        """Say whether a hyphen ties the lexeme to a common word: Nato-Kommandant, but not AP-Evan Vucci."""
        hyphen, word, further = self._next(), self._next(2), self._next(3)
        tied = hyphen is not None and hyphen.key == "-" and not hyphen.gap and word is not None and not word.gap
        if not tied or word is None or word.agency is not None:
            return False
        return further is None or further.kind != "word" or not is_capitalised(further.text)

    def _part_of_name(self, lexeme: Lexeme) -> bool:
        """Say whether "Archives" and the like belong to the organisation's name before them."""
        if not self.words or not is_capitalised(lexeme.text):
            return False
        names = [word for word in self.words if word.kind != "mark"]
        return len(names) == 1 or self._names_organisation()

    def _stands_apart(self) -> bool:
        """Say whether the lexeme in hand is an item of its own."""
        following = self._next()
        return not self.words and (following is None or following.kind in ("mark", "stop", "term"))

    def _opening(self, lexeme: Lexeme, following: Lexeme | None) -> Ending | None:
        """Pass over a second cue; one with a colon after names opens another credit."""
        colon = following is not None and following.key == ":"
        if lexeme.text == "©" or (not self.words and not self.items):
            self._flush()
            self.i += 2 if colon else 1
            return None
        if colon:
            return "cue"
        if "maker" in lexeme.meaning:
            self._separate("by")
            return None
        if not self.words and self._stands_apart():
            self._add("drop")
            return None
        return self._word(lexeme)
