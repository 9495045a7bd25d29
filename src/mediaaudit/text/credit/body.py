"""The body of a credit: makers and organisations between separators, read from a place in the line onwards."""

from __future__ import annotations

from .items import CLOSERS, QUOTES, SEPARATORS, Body, Ending, Role
from .lexemes import Lexeme
from .licence import read_licence
from .shape import is_capitalised, is_caseless
from .terms import TermReader

_MARKERS: tuple[Role, ...] = ("pool", "screenshot", "handout", "courtesy", "file")
_OPENINGS = ("cue", "both", "maker", "symbol")
_FOR = frozenset({"for", "für", "pour", "para", "special"})  # first words
_FOR_UNKNOWN = frozenset({"for", "special"})  # in other languages the word is too common to vouch for an unknown name
_NAME = (2, 3)  # words of a person's name, which vouch for what follows "für"
_LONGEST_BODY = 120  # lexemes; more is no credit, and the bound keeps the search linear
_LONGEST_QUOTE = 16  # lexemes


class BodyReader(TermReader):
    """Reads a credit in one pass."""

    def read(self) -> Body:
        """Read to the end of the credit."""
        ending: Ending | None = None
        start = self.i
        while ending is None:
            if self.i - start > _LONGEST_BODY:
                ending = "prose"
            else:
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
        self._add("drop" if "@" in lexeme.text and kind == "address" else "words")
        return None

    def _mark(self, lexeme: Lexeme) -> Ending | None:
        key = lexeme.key
        if key in "-." and self.words and not lexeme.gap:
            return self._inside(lexeme)
        if key == "," and self._company_form() and (self.words or self._after_organisation()):
            self._incorporate(lexeme)
            return None
        following = self._next()
        if key == "-" and following is not None and following.key == "-" and not following.gap:
            return "stop"
        if key in "&+" and self.words and lexeme.gap:
            self._and(lexeme)
            return None
        if key in SEPARATORS:
            self._separate(key)
            return None
        if key in "([【":
            return self._open()
        if key in CLOSERS:
            return self._close()
        if key in QUOTES:
            return self._quote()
        if key in ":.*#<":
            self._flush()
            self.i += 1
            return None
        return "prose"

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
        return following is not None and self.lexicon.has(following.key, "company_form")

    def _after_organisation(self) -> bool:
        return bool(self.items) and self.items[-1].role == "org"

    def _incorporate(self, lexeme: Lexeme) -> None:
        """Take a comma before "Inc." into the name; behind a known organisation pass over both."""
        if self.words:
            self._take(lexeme)
        else:
            self.i += 2
            self.end = self.i

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

    def _open(self) -> Ending | None:
        """Go into a bracket; one with initials right after an organisation's name is part of the name."""
        inside, close = self._next(), self._next(2)
        short = inside is not None and close is not None and inside.text.isupper() and close.key == ")"
        if inside is not None and close is not None and short and self._names_organisation():
            for bracketed in (self.lexemes[self.i], inside, close):
                self._take(bracketed)
            return None
        if self.opened is not None:
            return "prose"
        self._flush()
        self.opened = len(self.items)
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

    def _term(self, lexeme: Lexeme) -> Ending | None:
        meaning, following = lexeme.meaning, self._next()
        begun = bool(self.words or self.items)
        if "interface" in meaning and begun:
            return "interface"
        if "editor" in meaning and begun:
            self._flush()
            return "cue"
        if self._continues_name(lexeme):
            self._take(lexeme)
            return None
        role = self._role(lexeme)
        if role is not None:
            length = read_licence(self.lexemes, self.i, self.stop) - self.i if role == "licence" else 1
            self._add(role, length)
            return None
        joins = "at" in meaning or ("of" in meaning and self.cued)
        if joins and following is not None and begun and self._at(lexeme, following):
            return None
        if any(opening in meaning for opening in _OPENINGS):
            return self._opening(lexeme, following)
        if ("at" in meaning or "by" in meaning) and not begun and self.cued and self._names_next(following):
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
        unknown = lexeme.key in _FOR_UNKNOWN or (outlet and self.cued and len(self.words) in _NAME)
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

    def _opening(self, lexeme: Lexeme, following: Lexeme | None) -> Ending | None:
        """Pass over a second cue; one with a colon after names opens another credit."""
        colon = following is not None and following.key == ":"
        if "sign" in lexeme.meaning or (not self.words and not self.items):
            self._flush()
            self.i += 2 if colon else 1
            return None
        if self.items and following is not None and following.text[0].isdigit():
            self._flush()
            self._skip_number()
            return None
        if colon and not self.words and self.before and self.items:
            self.i += 2  # "Photo: Ida Lund / Graphic: Per Voss"
            return None
        if colon:
            return "cue"
        if not self.words and self.before and lexeme.text.islower() and self._names_next(following):
            self.i += 1
            return None
        if "maker" in lexeme.meaning:
            self._separate("by")
            return None
        if not self.words and self._stands_apart():
            self._add("drop")
            return None
        return self._word(lexeme)

    def _skip_number(self) -> None:
        """Pass over a word and the archive's number behind it: Bild 183-R69173."""
        self.i += 1
        while self.i < self.stop and (self.lexemes[self.i].key == "-" or self.lexemes[self.i].text[0].isdigit()):
            self.i += 1
            if self.i < self.stop and not self.lexemes[self.i].gap and self.lexemes[self.i].kind == "word":
                self.i += 1

    def _role(self, lexeme: Lexeme) -> Role | None:
        """Choose what a term is here, by what stands around it."""
        meaning = lexeme.meaning
        apart = self._stands_apart()
        if "via" in meaning and self._is_via(lexeme):
            return "via"
        if "org" in meaning and not self._is_opening(lexeme) and not self._is_name_part(lexeme, apart=apart):
            return "org"
        if "licence" in meaning:
            return "licence"
        if "reserved" in meaning and (apart or lexeme.text.isupper()):
            return "reserved"
        for role in _MARKERS:
            if role in meaning and not ("archive" in meaning and self._part_of_name(lexeme)):
                return role
        return "drop" if self._is_idle(lexeme, apart=apart) else None

    def _is_opening(self, lexeme: Lexeme) -> bool:
        """Say whether a word that may be a cue or a paper ("Bild") is the cue."""
        following = self._next()
        return following is not None and "cue" in lexeme.meaning and (following.key == ":" or following.kind == "word")

    def _is_idle(self, lexeme: Lexeme, *, apart: bool) -> bool:
        """Say whether a term is neither name nor mark: a job, a remark, nobody in particular."""
        meaning = lexeme.meaning
        if lexeme.key in self.lexicon.suffixes and (self.words or self.items):
            return True
        if "staff" in meaning and (not self.words or is_caseless(lexeme.text) or self._names_organisation()):
            return True
        if len(lexeme.text) == 1 and self._is_initial(lexeme):
            return False
        if "generic" in meaning and not self.words and self.cued and self._and_follows():
            return True  # "courtesy of the artist and Gallery North"
        phrase = "aside" in meaning and lexeme.text.count(" ") > 1
        return phrase or (apart and ("aside" in meaning or "generic" in meaning))

    def _is_initial(self, lexeme: Lexeme) -> bool:
        """Say whether a letter abbreviates a name rather than "left" or "right": L. Vrax."""
        dot, name = self._next(), self._next(2)
        return lexeme.text.isupper() and dot is not None and dot.key == "." and name is not None and name.gap

    def _and_follows(self) -> bool:
        following = self._next()
        return following is not None and self.lexicon.has(following.key, "and")

    def _is_via(self, lexeme: Lexeme) -> bool:
        following = self._next()
        via = lexeme.text.casefold().endswith(("via", "vía"))
        return following is not None and (via or following.agency is not None)
