"""The words of a credit's names: which belong to a name, and where prose begins."""

from __future__ import annotations

from .items import CLOSERS, QUOTES, Ending, ItemReader
from .lexemes import Lexeme
from .names import name_after
from .shape import is_account, is_acronym, is_capitalised, is_caseless

_SLASHES = frozenset("/|")
_MOST_SMALL = 2  # words in small letters at the end of an organisation's name
_MOST_ACCOUNT = 3  # words in small letters of an account
_MOST_NAME = 3  # words of a name that a sentence may follow without a stop
_LONGEST_RUN = 5  # lexemes looked at behind "and"
_LEAST_CAPITALS = 2  # words in capitals that make a name
_YEAR = 4  # digits
_OR = frozenset({"or", "oder", "ou", "o"})
_MOST_BEFORE, _MOST_AFTER = 2, 2  # words of a name before and after its particles
_DATE, _DATE_MARKS = 5, frozenset(".-/")  # lexemes of 12.3.2020, and what parts them


class WordReader(ItemReader):
    """Reads words."""

    def _word(self, lexeme: Lexeme) -> Ending | None:
        if self.words and self.words[-1].key == "-":
            self._take(lexeme)
            return None
        following = self._next()
        small = not lexeme.text[0].isupper()
        begun = bool(self.words or self.items) and following is not None
        if begun and (small or lexeme.text == "AND") and self.lexicon.has(lexeme.key, "and"):
            self._and(lexeme)
            return None
        if lexeme.text[0].isdigit() and lexeme.text.isdigit():
            return self._number(following)
        if is_capitalised(lexeme.text):
            return self._capital(lexeme, following)
        return self._small_word(lexeme, following)

    def _small_word(self, lexeme: Lexeme, following: Lexeme | None) -> Ending | None:
        lexicon = self.lexicon
        if not self.words and self.cued and lexicon.has(lexeme.key, "article") and self._names_next(following):
            self.i += 1
            return None
        if lexeme.key in _OR and not self.words and self.items and self.items[-1].role == "licence":
            self.i += 1  # "GFDL or CC BY-SA 3.0"
            return None
        inside = lexicon.has(lexeme.key, "particle") or lexicon.has(lexeme.key, "connector")
        if (
            (inside and self._goes_on(following))
            or self._is_account(lexeme, following)
            or (self.cued and self._ends_organisation(lexeme))
        ):
            self._take(lexeme)
            return None
        return "prose"

    def _ends_organisation(self, lexeme: Lexeme) -> bool:
        """Say whether a word in small letters belongs to an organisation's name: Bộ Y tế, the Smith family."""
        if not self.words or self.lexicon.has(lexeme.key, "function"):
            return False
        small = sum(word.text[0].islower() for word in self.words)
        return small < _MOST_SMALL and (self._names_organisation() or self.lexicon.of_organisation(lexeme.key))

    def _names_next(self, following: Lexeme | None) -> bool:
        """Say whether a name follows a small article: by the City of Graz, por la 'Plataforma'."""
        return following is not None and (is_capitalised(following.text) or following.key in QUOTES)

    def _goes_on(self, following: Lexeme | None) -> bool:
        """Say whether a small word stands inside a name: a name's word before and after it."""
        if following is None or not (self.words or (self.cued and self.before)):
            return False
        if following.kind not in ("word", "term"):
            return False
        small = self.lexicon.has(following.key, "particle") or self.lexicon.has(following.key, "article")
        return small or is_capitalised(following.text)

    def _and(self, lexeme: Lexeme) -> None:
        """Part two makers, unless the words on both sides make one organisation."""
        run: list[Lexeme] = []
        for word in self.lexemes[self.i + 1 : min(self.i + _LONGEST_RUN, self.stop)]:
            if word.kind != "word":
                break
            run.append(word)
        organisation = self._names_organisation()
        joined = any(self.lexicon.of_organisation(word.key) for word in run) and (organisation or len(self.words) == 1)
        if lexeme.kind == "mark":  # Galerie EIGEN + ART, Dolce & Gabbana
            joined = joined or organisation or len(run) == len(self.words) == 1
        if self.words and run and joined:
            self._take(lexeme)
        else:
            self._separate(lexeme.key if lexeme.kind == "mark" else "and")

    def _capital(self, lexeme: Lexeme, following: Lexeme | None) -> Ending | None:
        lexicon = self.lexicon
        if following is not None and following.text.isdigit() and lexicon.has(lexeme.key, "month"):
            return "prose"
        if self._shifts(lexeme):
            return "prose"
        if (
            not self.words
            and following is not None
            and following.agency is not None
            and lexicon.has(lexeme.key, "article")
        ):
            self.i += 1  # "Copyright The AP"
            return None
        if following is not None and following.kind in ("word", "term") and following.gap:
            opens = lexicon.has(lexeme.key, "function") and not is_caseless(lexeme.text)
            if opens and not self._inside_name(lexeme, following):
                return "prose"
        self._take(lexeme)
        return None

    def _shifts(self, lexeme: Lexeme) -> bool:
        """Say whether a name in capitals is over where words in small letters begin: CYRIL ROY Un deuil national."""
        if len(self.words) < _LEAST_CAPITALS or lexeme.text.isupper() or not lexeme.text.isalpha():
            return False
        names = [word.text for word in self.words if word.kind != "mark" and len(word.text) > 1]
        return len(names) >= _LEAST_CAPITALS and all(name.isupper() for name in names) and not is_caseless(lexeme.text)

    def _inside_name(self, lexeme: Lexeme, following: Lexeme) -> bool:
        """Say whether a capitalised small word belongs to a name after all: The Chronicle, Mark Von Holden."""
        particle = self.lexicon.has(lexeme.key, "particle") and (bool(self.words) or self.cued)
        if particle and self._closes_name():
            return True
        if not is_capitalised(following.text):
            return False
        if len(lexeme.text) == 1 or (lexeme.text.isupper() and following.text.isupper()):
            return True
        if self.words and self.lexicon.of_organisation(lexeme.key) and all(is_acronym(x.text) for x in self.words):
            return True  # NBCU Photo Bank
        if self.cued and self._fills_bracket():
            return True
        if not self.words:
            names = self.lexicon.has(lexeme.key, "article") or self.lexicon.has(lexeme.key, "given")
            return names and following.agency is None
        last = self._next(2)
        ends = last is None or last.kind in ("mark", "stop") or last.agency is not None
        return (
            ends and self.cued and len(self.words) > 1 and not self.lexicon.has(lexeme.key, "article")
        )  # Mai Chi Do Duy

    def _fills_bracket(self) -> bool:
        """Say whether nothing but a few capitalised words stands before the closing bracket: (Credit: All About Lunden)."""
        for word in self.lexemes[self.i : self.i + _LONGEST_RUN]:
            if word.key in CLOSERS:
                return True
            if word.kind not in ("word", "term") or not is_capitalised(word.text):
                return False
        return False

    def _closes_name(self) -> bool:
        """Say whether capitalised particles stand inside a person's name that ends soon: Ida De La Cruz, Abd El Rahman Voss."""
        lexicon, i = self.lexicon, self.i
        names = [word for word in self.words if len(word.text) > 1 and not lexicon.has(word.key, "particle")]
        if len(names) > _MOST_BEFORE:
            return False
        while i < self.stop and lexicon.has(self.lexemes[i].key, "particle"):
            i += 1
        end = i
        while end < self.stop and self.lexemes[end].kind == "word" and end - i < _MOST_AFTER:
            word = self.lexemes[end]
            if not is_capitalised(word.text) or lexicon.of_organisation(word.key):
                break
            end += 1
        last = self.lexemes[end] if end < self.stop else None
        return end > i and (last is None or last.kind in ("mark", "stop", "term", "address"))

    def _number(self, following: Lexeme | None) -> Ending | None:
        """Take a number that belongs to a name ("5 Minuten", "Channel 4"); pass over one that stands apart."""
        if not self.words and len(self.lexemes[self.i].text) == _YEAR and self.cued:
            self.i += 1
            return None
        if following is not None and following.key in _DATE_MARKS and not following.gap and self._is_date():
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

    def _is_date(self) -> bool:
        """Pass over a date in figures, as 12.3.2020; False, and nothing read, where it is none."""
        end = self.i
        while end < self.stop and (self.lexemes[end].text.isdigit() or self.lexemes[end].key in _DATE_MARKS):
            end += 1
        if end - self.i < _DATE:
            return False
        self._flush()
        self.i = end
        return True

    def _is_account(self, lexeme: Lexeme, following: Lexeme | None) -> bool:
        """Say whether a word in small letters may be an account or a brand: it stands between separators."""
        slashed = self.before in _SLASHES or (following is not None and following.key in _SLASHES)
        if not (self.cued or slashed or self._is_listed()):
            return False
        if self.words and not (self.cued and self._all_small()):
            return False
        if is_account(lexeme.text):
            return True
        if self.lexicon.has(lexeme.key, "function"):
            return False
        return self._stands_between()

    def _stands_between(self) -> bool:
        """Say whether a run of small words, no longer than an account's, ends where an item ends."""
        for lexeme in self.lexemes[self.i + 1 : min(self.i + _MOST_ACCOUNT, self.stop)]:
            if lexeme.kind != "word" or not (self.cued and lexeme.text[0].islower()):
                sentence = is_capitalised(lexeme.text) and self.lexicon.has(lexeme.key, "function")
                return lexeme.kind in ("mark", "stop") or bool(lexeme.meaning) or sentence
        return self.i + _MOST_ACCOUNT >= self.stop

    def _is_listed(self) -> bool:
        """Say whether commas list accounts behind the name of a stock site."""
        return self.before == "," and bool(self.items) and self.items[0].role == "org" and self._platform(self.items[0])

    def _all_small(self) -> bool:
        return len(self.words) <= _MOST_ACCOUNT and not any(is_capitalised(word.text) for word in self.words)

    def _give_back(self) -> None:
        """Give back, where the line went on as prose, the words that belong to it, doubtful ones too."""
        if self.opened is not None:
            del self.items[self.opened :]
        for n, item in enumerate(self.items[1:], 1):
            if item.role == "words" and not item.before and self.items[n - 1].role == "org":
                del self.items[n:]
                break
        if self.items:
            self.end = self.items[-1].after
            self._trim()
            self.end = self.items[-1].after if self.items else self.end

    def _trim(self) -> None:
        """Keep of the last item no more than a name, where the line goes on right behind it."""
        last = self.items[-1]
        following = self.lexemes[self.end] if self.end < len(self.lexemes) else None
        if last.role != "words" or following is None or following.kind not in ("word", "term", "mark"):
            return
        if following.kind == "mark" and following.key != "(":
            return
        starts_sentence = following.kind != "mark" and is_capitalised(following.text)
        if starts_sentence and len(last.lexemes) <= _MOST_NAME:
            return
        platform = len(self.items) > 1 and last.before and self._platform(self.items[-2])
        given = self.lexicon.has(last.lexemes[0].key, "given")
        keep = 1 if platform and not given else name_after(last.lexemes, self.lexicon)
        self.items.pop()
        if keep:
            self.items.append(last._replace(lexemes=last.lexemes[:keep], after=last.at + keep))
