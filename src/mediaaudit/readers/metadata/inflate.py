"""Decompression with a limit, so that a small file cannot fill the memory."""

from __future__ import annotations

from mediaaudit.model.asset import Fault

MAX_INFLATED = 32 << 20  # bytes of metadata in one file; real packets stay below 2 MB


class Inflater:
    """Inflates the zlib streams of one file; ``left`` is what it may still produce, in bytes."""

    def __init__(self, limit: int = MAX_INFLATED) -> None:
        self.left = limit

    def inflate(self, data: bytes, offset: int, *, gzip: bool = False) -> tuple[bytes, Fault | None]:
        """Return what could be inflated, and the fault if that is not all; ``offset`` is the stream's place."""
        import zlib

        stream = zlib.decompressobj(31 if gzip else 15)
        try:
            content = stream.decompress(data, self.left) if self.left else b""
        except zlib.error as error:
            return b"", Fault(code="bad-compression", message=f"Compressed data is damaged: {error}.", offset=offset)
        self.left -= len(content)
        if not self.left:
            message = "Compressed data grows beyond the limit and was not read to its end."
            return content, Fault(code="inflated-limit", message=message, offset=offset)
        if not stream.eof:
            message = "Compressed data is cut off."
            return content, Fault(
                code="bad-compression", message=message, offset=offset, salvaged=f"{len(content):,} bytes"
            )
        return content, None
