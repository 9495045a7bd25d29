"""Content Credentials: what the validation of a file's C2PA manifest says, by the C2PA project's own library.

An extra (``mediaaudit[c2pa]``), because the library is large and in native code. Nothing is fetched: neither manifests
that are kept elsewhere nor answers of certificate authorities. Whether a signer is to be trusted is not asked, as that
takes a list of signers.
"""

from __future__ import annotations

from importlib.util import find_spec
from io import BytesIO

from mediaaudit.model.metadata import Manifest

_OFFLINE = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False, "verify_trust": False}}
MAX_FAILURES = 20


def can_validate() -> bool:
    """Say whether the library is installed."""
    return find_spec("c2pa") is not None


def read_manifest(data: bytes, media_type: str) -> Manifest | None:
    """Return how a picture's manifest validates; None where it has none, or none that the library can judge.

    Only failures of the active manifest count: those of its ingredients are about earlier states of the picture.
    """
    from c2pa import C2paError, Context, Reader, Settings

    try:
        with Reader(media_type, BytesIO(data), context=Context(Settings.from_dict(_OFFLINE))) as reader:
            results = reader.get_validation_results() or {}
    except C2paError:  # no manifest, one of a draft of the standard, or a format that the library does not know
        return None
    failures = results.get("activeManifest", {}).get("failure", ())
    codes = dict.fromkeys(str(failure.get("code", "")) for failure in failures)
    return Manifest(failures=tuple(code[:100] for code in list(codes)[:MAX_FAILURES]))
