"""Films, sounds and embedded players: captions, transcripts, sound that starts by itself, titles, tracks."""

from __future__ import annotations

from collections.abc import Iterator

from mediaaudit.checks._contract import check
from mediaaudit.lazy import dataclass
from mediaaudit.model.av import Recording
from mediaaudit.model.media import Media
from mediaaudit.model.phrases import Phrases
from mediaaudit.model.problem import Problem
from mediaaudit.text.media_fragment import seconds_played
from mediaaudit.text.shorten import shorten
from mediaaudit.text.words import phrase_index, plain, words

_TRACK_KINDS = frozenset({"subtitles", "captions", "descriptions", "chapters", "metadata"})
_LOST = frozenset(
    {"missing", "empty"}
)  # the file is not there: that is another fault, and of this one nothing is known
_NEVER_PLAYED = frozenset({"template", "noscript", "fallback"})  # a film that is only out of sight is heard
_EMPTY_PAGES = frozenset({"", "about:blank", "about:srcdoc"})


def _has(media: Media, attribute: str) -> bool:
    return media.attribute(attribute) is not None


def _is_moving_picture(media: Media) -> bool:
    """Say whether a video is a silent loop, as animated pictures are served."""
    return _has(media, "muted") and not _has(media, "controls")


@check("av.video_captions", kinds={"video"})
def video_captions(media: Media, recording: Recording | None) -> Iterator[Problem]:
    """Report a film without captions; of one that is known to be silent nothing is asked."""
    if media.hidden_by or _is_moving_picture(media) or media.located in _LOST:
        return
    if recording and recording.has_audio is False:
        return
    kinds = {track.kind for track in media.tracks}
    if "captions" in kinds:
        return
    at = next((track.span for track in media.tracks if track.kind == "subtitles"), None)
    yield Problem(message="subtitles" if at else "none", at=at)


@check("av.video_alternative", kinds={"video"})
def video_alternative(media: Media) -> Iterator[Problem]:
    """Report a film whose only audio description is a track that no browser plays."""
    if media.hidden_by:
        return
    at = next((track.span for track in media.tracks if track.kind == "descriptions"), None)
    if at:
        yield Problem(message="descriptions", at=at)


@dataclass(frozen=True, slots=True)
class AudioTranscript:
    """Options of ``av.audio_transcript``: how many words near a sound may be its transcript."""

    enough_words: int = 40


@check("av.audio_transcript", kinds={"audio"})
def audio_transcript(media: Media, phrases: Phrases, options: AudioTranscript) -> Iterator[Problem]:
    """Report a sound with no transcript in sight, neither announced nor, as far as length tells, printed."""
    if media.hidden_by or not media.candidates:
        return
    if not (_has(media, "controls") or _has(media, "autoplay")):
        return  # without controls it is played by a script or not at all
    near = plain(media.nearby.value) if media.nearby else ""
    announced = phrase_index(phrases.of("av.transcript"))
    if len(words(near)) < options.enough_words and not announced.within(near):
        yield Problem(message="none")


@dataclass(frozen=True, slots=True)
class AutoplaySound:
    """Options of ``av.autoplay_sound``: the seconds of sound that may start by themselves (WCAG 1.4.2: three)."""

    max_seconds: float = 3.0


@check("av.autoplay_sound", kinds={"video", "audio"})
def autoplay_sound(
    media: Media, recording: Recording | None, phrases: Phrases, options: AutoplaySound
) -> Iterator[Problem]:
    """Report a sound or film that starts by itself and has no controls; in doubt where its file is not at hand."""
    if media.hidden_by in _NEVER_PLAYED or not media.candidates:
        return
    if not _has(media, "autoplay") or _has(media, "muted") or _has(media, "controls"):
        return
    if recording and (recording.has_audio is False or _is_short(media, recording, options.max_seconds)):
        return
    if _has_own_control(media, phrases):
        return
    known = recording is not None and recording.has_audio and recording.duration is not None
    yield Problem(
        message="sound",
        at=media.attribute_span("autoplay"),
        values={"medium": "film" if media.kind == "video" else "sound"},
        confidence=None if known else "review",
    )


def _has_own_control(media: Media, phrases: Phrases) -> bool:
    """Say whether words near the player offer to mute it."""
    near = plain(media.nearby.value) if media.nearby else ""
    return phrase_index(phrases.of("av.sound-control")).within(near)


def _is_short(media: Media, recording: Recording, limit: float) -> bool:
    """Say whether every address of a medium plays no longer than the limit, once."""
    if recording.duration is None or _has(media, "loop"):
        return False
    played = (c for c in media.candidates if c.origin != "poster")
    return all(seconds_played(candidate.url, recording.duration) <= limit for candidate in played)


@check("av.embed_title", kinds={"iframe", "embed"})
def embed_title(media: Media) -> Iterator[Problem]:
    """Report an embedded page that readers meet and that has no title."""
    if media.exposure != "exposed" or media.name.text.strip():
        return
    address = (media.src or media.attribute("src") or "").strip()
    if address.lower() not in _EMPTY_PAGES and not _is_dot(media):
        yield Problem(message="title", values={"src": shorten(address)})


def _is_dot(media: Media) -> bool:
    """Say whether an embedded page is too small to see: it counts visitors."""
    return any((media.attribute(name) or "").strip() in {"0", "1", "0px", "1px"} for name in ("width", "height"))


@check("av.track_broken", kinds={"video", "audio"})
def track_broken(media: Media) -> Iterator[Problem]:
    """Report a text track that cannot work as it is written."""
    for track in media.tracks:
        if not (track.src or "").strip():
            yield Problem(message="src", at=track.span, values={"kind": shorten(track.kind)})
        elif track.kind not in _TRACK_KINDS:
            yield Problem(message="kind", at=track.span, values={"kind": shorten(track.kind)})
        elif track.kind == "subtitles" and not (track.language or "").strip():
            yield Problem(message="language", at=track.span)
