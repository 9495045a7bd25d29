"""What a configuration may do that was found in a folder and not named by the user: choose, but reach for nothing.

Whoever audits a pull request audits its configuration with it. So one that was found may choose rules, severities, options,
words and folders inside its project. Whatever reaches further is left out and named in an error that says how to allow it.
``docs/trust.md`` is the model in words; this module is the only place that enforces it for configurations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from mediaaudit.catalogue.errors import CatalogueError
from mediaaudit.gate import leads_outside, real_path
from mediaaudit.lazy import replace
from mediaaudit.model.report import Notification
from mediaaudit.readers.place import Place, StoragePath

from .model import Config

VARIABLE = "MEDIAAUDIT_TRUST_CONFIG"
_ALLOW = f"--trust-config (or {VARIABLE}=1)"
REFUSED = "refused-setting"
_FOLDERS_OF_DATA = frozenset({"house.agencies", "house.phrases"})


def project_root(config: Path) -> Path:
    """Return the real folder of the project that a configuration belongs to: the nearest above with ``.git``, else its own.

    The user's home is no project, whatever lies in it.
    """
    folder = real_path(config.parent)
    for here in (folder, *folder.parents):
        if (here / ".git").exists():
            return folder if here in (_home(), Path(here.anchor)) else here
    return folder


def restricted(config: Config, path: Path, root: Path) -> Config:
    """Return what of a file's configuration holds if nobody has vouched for it; ``refused`` says what was left out.

    ``root`` is the real folder of the project.
    """
    judge = _Judge(path, root)
    paths: dict[str, Any] = {
        name: judge.places(key, getattr(config, name))
        for name, key in (
            ("originals", "paths.originals"),
            ("agencies", "house.agencies"),
            ("phrases", "house.phrases"),
            ("withdrawn", "house.withdrawn"),
            ("decisions", "house.decisions"),
        )
    }
    kept = replace(
        config,
        **paths,
        base_dir=judge.place("base-dir", config.base_dir),
        site_root=judge.place("site-root", config.site_root),
        prefixes=judge.by_name("paths", config.prefixes),
        rule_paths=judge.by_name("rule-paths", config.rule_paths),
        plugins=judge.nothing("plugins", config.plugins, "names code that would be run"),
        cache_dir=judge.nothing("cache-dir", config.cache_dir, "says where files are written", or_flag="--cache-dir"),
        **_fetching(config, judge),
    )
    return replace(kept, refused=tuple(judge.refused))


def inside(paths: Iterable[Path], path: Path, root: Path) -> tuple[list[Path], tuple[Notification, ...]]:
    """Return the files that a configuration may be laid over, and what is to be said of the others."""
    judge = _Judge(path, root)
    return list(judge.places("extends", paths)), tuple(judge.refused)


class _Judge:
    """Decides about one file's settings, one after the other, and keeps what it refused."""

    def __init__(self, path: Path, root: Path) -> None:
        self._path, self._root = path, root
        self.refused: list[Notification] = []

    def refuse(self, key: str, why: str, or_flag: str = "") -> None:
        ways = f"allow it with {_ALLOW}, name the file with --config{f', or use {or_flag}' if or_flag else ''}"
        message = f"{why}, which a configuration may not that was found and not named. It was left out: {ways}."
        text = str(CatalogueError(self._path, message, key))
        self.refused.append(Notification(code=REFUSED, message=text, level="error", uri=self._path.as_posix()))

    def place(self, key: str, place: Place | None) -> Any:
        if place is None or self._may_be(key, place):
            return place
        return None

    def places(self, key: str, places: Iterable[Path]) -> tuple[Path, ...]:
        return tuple(place for place in places if self._may_be(key, place))

    def by_name(self, key: str, places: Any) -> dict[str, Any]:
        return {name: place for name, place in places.items() if self._may_be(f"{key}.{name}", place)}

    def nothing(self, key: str, value: Any, why: str, or_flag: str = "") -> Any:
        if value:
            self.refuse(key, why, or_flag)
        return type(value)() if isinstance(value, tuple) else None

    def _may_be(self, key: str, place: Place) -> bool:
        flag = f"--{key}" if key in {"base-dir", "site-root"} else ""
        if isinstance(place, StoragePath):
            self.refuse(key, f"{str(place)!r} names storage", flag)
        elif leads_outside(place, (self._root,)):
            self.refuse(key, f"{str(place)!r} leads out of the project {self._root}", flag)
        elif key in _FOLDERS_OF_DATA or key.startswith("rule-paths."):
            return self._holds_no_way_out(key, place)
        else:
            return True
        return False

    def _holds_no_way_out(self, key: str, folder: Path) -> bool:
        """Return whether no file of a folder of data is a link to outside: errors in it name what stands there."""
        out = next((each for each in sorted(folder.glob("*.toml")) if leads_outside(each, (self._root,))), None)
        if out:
            self.refuse(key, f"{str(out)!r} leads out of the project {self._root}")
        return out is None


def _fetching(config: Config, judge: _Judge) -> dict[str, Any]:
    """Return the settings of fetching that do not enable or widen it."""
    fetch = config.fetch
    if fetch:
        judge.refuse("fetch.enabled", "has pictures fetched", "--fetch")
        fetch = None
    if config.fetching is None:
        return {"fetch": fetch}
    from mediaaudit.readers.fetch.settings import Fetching

    default = Fetching()
    kept: dict[str, Any] = {}
    for name, why in _widened(config.fetching, default):
        judge.refuse(f"fetch.{name.replace('_', '-')}", why)
        kept[name] = getattr(default, name)
    return {"fetch": fetch, "fetching": replace(config.fetching, **kept)}


def _widened(said: Any, default: Any) -> Iterator[tuple[str, str]]:
    tests: tuple[tuple[str, str, Callable[[Any, Any], bool]], ...] = (
        ("max_bytes", "fetches larger files than the default", lambda mine, usual: mine > usual),
        ("seconds", "fetches for longer than the default", lambda mine, usual: not mine <= usual),
        ("max_pictures", "fetches more than the default", lambda mine, usual: mine > usual),
        ("per_second", "fetches faster than the default", lambda mine, usual: not mine <= usual),
        ("pictures", "fetches more pictures than the default", lambda mine, usual: mine != usual),
        ("allow", "has private networks asked", lambda mine, usual: mine != usual),
        ("cache", "says where files are written", lambda mine, usual: mine != usual),
        ("max_cache_bytes", "says how much is deleted from the cache", lambda mine, usual: mine != usual),
    )
    for name, why, wider in tests:
        if wider(getattr(said, name), getattr(default, name)):
            yield name, why


def _home() -> Path | None:
    try:
        return real_path(Path.home())
    except RuntimeError:  # a user without a home
        return None
