"""Lay one configuration over another."""

from __future__ import annotations

from mediaaudit.lazy import replace

from .model import Config


def overlay(below: Config, above: Config) -> Config:
    """Return one configuration laid over another: what the upper one says wins, lists that extend are joined."""
    # A preset starts anew: what an extended file selects is not its own.
    inherited = None if above.preset else below.select
    return replace(
        below,
        select=above.select if above.select is not None else inherited,
        extend_select=(*below.extend_select, *above.extend_select),
        ignore={**below.ignore, **above.ignore},
        severity={**below.severity, **above.severity},
        options={**below.options, **above.options},
        fail_on=above.fail_on or below.fail_on,
        min_severity=above.min_severity or below.min_severity,
        exclude=(*below.exclude, *above.exclude),
        base_dir=above.base_dir or below.base_dir,
        site_root=above.site_root or below.site_root,
        prefixes={**below.prefixes, **above.prefixes},
        originals=(*below.originals, *above.originals),
        fetch=above.fetch if above.fetch is not None else below.fetch,
        fetching=above.fetching or below.fetching,
        agencies=(*below.agencies, *above.agencies),
        phrases=(*below.phrases, *above.phrases),
        withdrawn=(*below.withdrawn, *above.withdrawn),
        decisions=(*below.decisions, *above.decisions),
        rule_paths={**below.rule_paths, **above.rule_paths},
        plugins=(*below.plugins, *above.plugins),
        credit_style=above.credit_style or below.credit_style,
        preset=above.preset or below.preset,
        require_reason=above.require_reason if above.require_reason is not None else below.require_reason,
        max_warnings=above.max_warnings if above.max_warnings is not None else below.max_warnings,
        cache_dir=above.cache_dir or below.cache_dir,
        overrides=(*below.overrides, *above.overrides),
        project=above.project or below.project,
        refused=(*below.refused, *above.refused),
    )
