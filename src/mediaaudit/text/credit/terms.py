"""The known organisations of a credit: whether one stands by itself or in a longer name."""

from __future__ import annotations

from .lexemes import Lexeme
from .shape import is_capitalised
from .words import WordReader

_COMMON_NAMES = frozenset({"outlet", "collection", "library", "company"})  # kinds whose names are often common words


class TermReader(WordReader):
    """Judges terms of the directory by what stands around them."""

    def _continues_name(self, lexeme: Lexeme) -> bool:
        """Say whether an organisation's name ends another's: Presidencia de la República, Teen Vogue."""
        if lexeme.agency is None or not self.words:
            return False
        last = self.words[-1]
        if len(self.words) == 1 and lexeme.agency.kind == "outlet" and lexeme.gap and last.kind == "word":
            person = self.lexicon.has(last.key, "given") or self.lexicon.has(last.key, "surname")
            return not person and is_capitalised(last.text) and not last.text.isupper()
        joined = last.text.islower() and self.lexicon.has(last.key, "connector")
        return joined and (self._names_organisation() or lexeme.agency.kind in _COMMON_NAMES)

    def _is_name_part(self, lexeme: Lexeme, *, apart: bool) -> bool:
        """Say whether an organisation's name here is only part of a longer name: Dawn Smith, Getty Museum."""
        if (len(lexeme.text) == 1 and not apart) or self._is_compound() or self._is_surname(lexeme):
            return True
        following = self._next()
        if following is None or not following.gap or following.agency is not None or "file" in following.meaning:
            return False
        return is_capitalised(following.text) and self._goes_on_as_organisation(lexeme, following)

    def _goes_on_as_organisation(self, lexeme: Lexeme, following: Lexeme) -> bool:
        """Say whether capitalised words make a known name part of a longer one: Tasnim News Agency, ARD Degeto."""
        lexicon, further = self.lexicon, self._next(2)
        if lexeme.agency is not None and lexeme.agency.kind == "wire" and "cue" in following.meaning:
            return False  # PTI Photo
        if lexicon.of_organisation(following.key) or lexicon.has(following.key, "place"):
            return True
        if further is not None and further.kind == "word" and further.gap and lexicon.of_organisation(further.key):
            return is_capitalised(further.text)
        outlet = lexeme.agency is not None and lexeme.agency.kind == "outlet"
        ends = further is None or further.kind in ("mark", "stop")
        person = lexicon.of_family(following.key) or lexicon.has(following.key, "given")
        return outlet and ends and following.kind == "word" and not person and not self.words and self.cued

    def _is_surname(self, lexeme: Lexeme) -> bool:
        """Say whether a common word that is also an organisation's name stands in a person's: Megan Fox, Dawn Smith."""
        agency, following = lexeme.agency, self._next()
        if agency is None or " " in lexeme.text:
            return False
        if agency.kind not in _COMMON_NAMES and not (agency.kind == "wire" and lexeme.text.istitle()):
            return False
        given = len(self.words) == 1 and lexeme.gap and self.lexicon.has(self.words[0].key, "given")
        if given and lexeme.text.isupper() == self.words[0].text.isupper():
            return True
        if lexeme.text.isupper():
            return False
        if self.words or following is None or following.kind != "word" or not following.gap:
            return False
        return self.lexicon.has(lexeme.key, "given") and is_capitalised(following.text)

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
