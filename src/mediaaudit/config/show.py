"""The configuration in force, as a value to print."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from mediaaudit.engine.overrides import Override

from .presets import DEFAULT
from .resolve import Resolved


def settings(resolved: Resolved) -> dict[str, Any]:
    """Return everything that decides a run, with plain values only, paths as texts."""
    plan = resolved.plan
    return {
        "config": resolved.origin,
        "extends": list(resolved.extends),
        "refused": [notice.message for notice in resolved.refused],
        "preset": resolved.preset or DEFAULT,
        "fail-on": resolved.fail_on,
        "max-warnings": resolved.max_warnings,
        "require-reason": resolved.require_reason,
        "min-severity": resolved.min_severity,
        "exclude": list(resolved.exclude),
        "base-dir": _path(plan.paths.base_dir),
        "site-root": _path(plan.paths.site_root),
        "paths": {prefix: str(folder) for prefix, folder in plan.paths.prefixes.items()},
        "originals": [str(path) for path in plan.paths.originals],
        "cache-dir": _path(plan.cache),
        "fetch": {**asdict(plan.fetch), "cache": _path(plan.fetch.cache)} if plan.fetch else None,
        "plugins": list(resolved.plugins),
        "rule-paths": resolved.rule_paths,
        "house": {
            name: [str(path) for path in getattr(plan, name)]
            for name in ("agencies", "phrases", "withdrawn", "decisions")
        },
        "ignore": dict(sorted(resolved.ignored.items())),
        "rules": {
            f"{binding.rule.code} {binding.rule.name}": {
                "severity": binding.severity,
                "options": _plain(binding.options),
            }
            for binding in plan.bindings
        },
        "overrides": [_override(override) for override in plan.overrides],
    }


def _override(override: Override) -> dict[str, Any]:
    return {
        "folder": str(override.folder),
        "paths": list(override.globs),
        "ignore": sorted(override.ignored),
        "severity": dict(sorted(override.severities.items())),
        "options": {name: _plain(binding.options) for name, binding in sorted(override.bindings.items())},
    }


def _plain(options: object | None) -> dict[str, Any]:
    return asdict(options) if options else {}  # type: ignore[call-overload]


def _path(path: object) -> str | None:
    return str(path) if path else None
