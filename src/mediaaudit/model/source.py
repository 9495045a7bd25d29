"""Places in a document: spans for the readers and checks, regions for the reports."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from mediaaudit.lazy import dataclass

CHUNK = 4096  # code points
SNIPPET = 240  # code points of the source line that travel with a region; minified pages have lines of megabytes


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open stretch ``start <= i < end`` of a document's text, in code points after newline normalisation."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Text:
    """A string as a reader of the page gets it, and the source spans it came from (a caption spans several nodes)."""

    value: str
    pieces: tuple[Span, ...] = ()

    @property
    def span(self) -> Span | None:
        """The stretch from the first piece's start to the last piece's end, or None for a text without a place."""
        return Span(self.pieces[0].start, self.pieces[-1].end) if self.pieces else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A span as people and SARIF count it: lines and columns from 1, the end column exclusive.

    Columns count code points; the ``utf16_*`` twins count UTF-16 code units, as SARIF and editors do.
    ``snippet`` is the first source line, cut to a window around the span when it is long; ``snippet_column`` is the
    1-based column of its first character.
    """

    start_line: int
    start_column: int
    end_line: int
    end_column: int
    utf16_start_column: int
    utf16_end_column: int
    snippet: str = ""
    snippet_column: int = 1


class SourceMap:
    """One document's text, and the way from its spans to regions and to bytes.

    ``text`` has its newlines normalised as the HTML standard asks (CRLF and CR become LF) and undecodable bytes
    replaced by U+FFFD. ``original`` is the decoded text before both, where each undecodable byte is one lone
    surrogate (PEP 383), so that bytes can be counted exactly.
    """

    def __init__(
        self,
        original: str,
        *,
        encoding: str = "utf-8",
        errors: str = "surrogateescape",
        bom: int = 0,
        exact: bool = True,
        declared: bool = True,
        sound: bool = False,
        data: bytes = b"",
    ) -> None:
        """Take the decoded text, the codec and error handler that decoded it, and the byte order mark's length.

        ``exact`` is False where the codec could not keep undecodable bytes apart: then byte offsets are unknown.
        ``declared`` says that the page names its encoding, ``sound`` that every byte could be decoded; ``data`` are
        the file's bytes.
        """
        self.encoding = encoding
        self.errors = errors
        self.bom = bom
        self.exact = exact
        self._declared = declared
        self._data = data
        self._original = original
        text = original.replace("\r\n", "\n").replace("\r", "\n") if "\r" in original else original
        self._line_starts = [(0, 0)]
        self.text = text if sound or text.isascii() else _without_surrogates(text)

    def _line_at(self, chunk: int) -> tuple[int, int]:
        """Return the newlines before a stretch of ``CHUNK`` characters, and where the line at its beginning starts."""
        found = self._line_starts
        while len(found) <= chunk:
            lines, start = found[-1]
            at = CHUNK * (len(found) - 1)
            last = self.text.rfind("\n", at, at + CHUNK)
            found.append((lines + self.text.count("\n", at, at + CHUNK), start if last < 0 else last + 1))
        return found[chunk]

    @cached_property
    def _dropped(self) -> list[int]:
        """Offsets in ``text`` of the newlines that stood for two characters (CRLF) in the original."""
        found: list[int] = []
        at = self._original.find("\r\n")
        while at >= 0:
            found.append(at - len(found))
            at = self._original.find("\r\n", at + 2)
        return found

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and column, both from 1 and in code points, of a code point offset."""
        chunk = offset // CHUNK
        lines, start = self._line_at(chunk)
        last = self.text.rfind("\n", chunk * CHUNK, offset)
        line = lines + self.text.count("\n", chunk * CHUNK, offset) + 1
        return line, offset - (start if last < 0 else last + 1) + 1

    def byte_offset(self, offset: int) -> int | None:
        """Return the offset in the file's bytes of a code point offset, or None where it cannot be known."""
        if not self.exact:
            return None
        if self.encoding == "utf-8" and self._original.isascii():
            return self.bom + self._original_offset(offset)
        chunk, rest = divmod(self._original_offset(offset), CHUNK)
        tail = self._original[chunk * CHUNK : chunk * CHUNK + rest]
        return self.bom + self._chunks[chunk] + len(tail.encode(self.encoding, self.errors))

    @cached_property
    def _chunks(self) -> list[int]:
        """Bytes before each stretch of ``CHUNK`` characters, so that an offset costs no more than one stretch."""
        starts = [0]
        for at in range(0, len(self._original), CHUNK):
            starts.append(starts[-1] + len(self._original[at : at + CHUNK].encode(self.encoding, self.errors)))
        return starts

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the file's bytes in hex, "" where they are not at hand."""
        if not self._data:
            return ""
        from hashlib import sha256  # it loads all of OpenSSL

        return sha256(self._data).hexdigest()

    def encode(self, html: str) -> bytes:
        """Return a piece of HTML as bytes for this page; what its encoding lacks becomes a character reference.

        So does everything beyond ASCII in a page of ASCII that names no encoding: browsers would have to guess.
        """
        guessed = not (self._declared or self.bom) and self._original.isascii()
        return html.encode("ascii" if guessed else self.encoding, "xmlcharrefreplace")

    def _original_offset(self, offset: int) -> int:
        return offset + bisect_right(self._dropped, offset - 1) if "\r" in self._original else offset

    def region(self, span: Span) -> Region:
        """Return the span as lines and columns, with the source line for people to look at."""
        start_line, start_column = self.position(span.start)
        end = max(span.start, span.end)
        end_line, end_column = self.position(end)
        line_start = span.start - start_column + 1
        line_end = self.text.find("\n", line_start)
        line_end = len(self.text) if line_end < 0 else line_end
        window = line_start
        if line_end - line_start > SNIPPET:
            window = max(line_start, span.start - SNIPPET // 4)
        return Region(
            start_line=start_line,
            start_column=start_column,
            end_line=end_line,
            end_column=end_column,
            utf16_start_column=self._utf16_column(span.start, start_column),
            utf16_end_column=self._utf16_column(end, end_column),
            snippet=self.text[window : min(line_end, window + SNIPPET)],
            snippet_column=window - line_start + 1,
        )

    def _utf16_column(self, offset: int, column: int) -> int:
        if column > CHUNK and not self._has_pairs:
            return column
        before = self.text[offset - column + 1 : offset]
        return column if before.isascii() else len(before.encode("utf-16-le")) // 2 + 1

    @cached_property
    def _has_pairs(self) -> bool:
        """Whether any character takes two UTF-16 code units."""
        return not self.text.isascii() and len(self.text.encode("utf-16-le")) > 2 * len(self.text)


def _without_surrogates(text: str) -> str:
    """Return a text with U+FFFD for each lone surrogate."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    return text
