"""One picture file, however many articles use it."""

from __future__ import annotations

from mediaaudit.lazy import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A file: ``id`` is the SHA-256 of its bytes in hex, ``size`` in bytes, ``media_type`` told from its content.

    ``uri`` is the path under which it was first found; ``media_type`` is None where the content is no known format.
    """

    id: str
    uri: str
    size: int
    media_type: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong in a file.

    ``code`` is a short stable word (``truncated``, ``wrong-type``, ``exif-offset`` ...), ``message`` a sentence for
    people, ``offset`` the place in the file in bytes, None where there is no single one. ``unusable`` says that the
    file cannot serve as the picture that its name claims; ``salvaged`` what could be read all the same.
    """

    code: str
    message: str
    offset: int | None = None
    unusable: bool = False
    salvaged: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """The fact block of everything found wrong in a file; empty for a sound one."""

    faults: tuple[Fault, ...] = ()

    @property
    def unusable(self) -> Fault | None:
        """The first fault that keeps the file from serving as a picture, or None."""
        return next((fault for fault in self.faults if fault.unusable), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pixels:
    """The fact block of a decoded picture.

    ``width`` and ``height`` in pixels before orientation; ``phash`` is the 64-bit perceptual hash of imagehash
    (DCT of a 32 by 32 grey picture, its top left 8 by 8 against the median), None where it was not asked for;
    ``spread`` is the standard deviation of the grey values (0 to 127.5): near 0 for a blank picture, whose hash
    says nothing. ``thumbnail_stretch`` and ``thumbnail_likeness`` hold the embedded Exif thumbnail against the picture:
    the quotient of their proportions (1 or more) and the correlation of their grey values (-1 to 1), with or
    without dark bars, in the quarter turn that fits best; None without a thumbnail that can be compared.
    """

    width: int
    height: int
    mode: str
    phash: int | None = None
    spread: float | None = None
    thumbnail_stretch: float | None = None
    thumbnail_likeness: float | None = None
