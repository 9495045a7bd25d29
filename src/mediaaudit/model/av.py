"""What a sound or film file says of itself in its header."""

from __future__ import annotations

from mediaaudit.lazy import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """The fact block of a sound or film.

    ``duration`` is in seconds; ``has_audio`` and ``has_video`` say whether there is such a track, a sound track that
    holds nothing but silence not counted. None: the header does not say.
    """

    duration: float | None = None
    has_audio: bool | None = None
    has_video: bool | None = None
