"""The JSON Schema of a configuration, made from the catalogue: for editors, and for SchemaStore.

Draft 7, which SchemaStore asks for. Nothing is validated with it at run time: the reader says more precisely what is
wrong.
"""

from __future__ import annotations

from typing import Any, get_args

from mediaaudit.catalogue.binding import bind
from mediaaudit.catalogue.catalogue import Catalogue
from mediaaudit.model.problem import Severity
from mediaaudit.model.rule import Rule

from .model import FailOn
from .presets import DEFAULT, presets

ID = "https://json.schemastore.org/mediaaudit.json"
_KINDS: dict[object, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    tuple[str, ...]: {"type": "array", "items": {"type": "string"}},
}
_PATHS = {"type": "array", "items": {"type": "string", "minLength": 1}}


def config_schema(catalogue: Catalogue) -> dict[str, Any]:
    """Return the schema of ``mediaaudit.toml`` and of ``[tool.mediaaudit]``, as plain values."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": ID,
        "title": "Configuration of mediaaudit",
        "description": "What mediaaudit checks, how severely, and where pictures are. https://mediaaudit.github.io/mediaaudit/",
        "type": "object",
        "additionalProperties": False,
        "properties": {**_selection(), **_outcome(), **_places(), **_house()},
        "definitions": {
            "selector": _selector(catalogue),
            "selectors": {"type": "array", "items": {"$ref": "#/definitions/selector"}},
            "severity": {"enum": list(get_args(Severity))},
            "severities": _by_selector({"$ref": "#/definitions/severity"}),
            "ignore": {
                "anyOf": [
                    {"$ref": "#/definitions/selectors"},
                    {**_by_selector({"type": "string"}), "description": "Each with the reason."},
                ]
            },
            "options": _options(catalogue),
        },
    }


def _said(schema: dict[str, Any], description: str) -> dict[str, Any]:
    # Draft 7 ignores what stands beside a reference.
    return (
        {"allOf": [schema], "description": description} if "$ref" in schema else {**schema, "description": description}
    )


def _selection() -> dict[str, Any]:
    known = {"enum": list(presets()), "default": DEFAULT}
    return {
        "preset": _said(known, " ".join(f"{name}: {preset.summary}" for name, preset in presets().items())),
        "extends": {
            "anyOf": [{"type": "string"}, _PATHS],
            "description": "Configuration files that this one is laid over, from its own folder.",
        },
        "select": _said({"$ref": "#/definitions/selectors"}, "Run these rules and no others."),
        "extend-select": _said({"$ref": "#/definitions/selectors"}, "Run these rules too."),
        "ignore": _said({"$ref": "#/definitions/ignore"}, "Leave these rules out."),
        "severity": _said({"$ref": "#/definitions/severities"}, "Severities by rule, family or tag."),
        "options": _said({"$ref": "#/definitions/options"}, "Options by rule."),
        "overrides": {
            "type": "array",
            "description": "What holds otherwise for some paths; the later one wins.",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["paths"],
                "properties": {
                    "paths": {**_PATHS, "minItems": 1, "description": "Patterns in the syntax of .gitignore."},
                    "ignore": {"$ref": "#/definitions/ignore"},
                    "severity": {"$ref": "#/definitions/severities"},
                    "options": {"$ref": "#/definitions/options"},
                },
            },
        },
        "require-reason": {"type": "boolean", "description": "Report suppressions in articles that give no reason."},
    }


def _outcome() -> dict[str, Any]:
    return {
        "fail-on": {"enum": list(get_args(FailOn)), "description": "Exit 1 from this severity on; default: warning."},
        "min-severity": _said({"$ref": "#/definitions/severity"}, "Show findings from this severity on."),
        "max-warnings": {
            "type": "integer",
            "minimum": 0,
            "description": "Exit 1 if there are more warnings; with it only errors fail a run by themselves.",
        },
        "exclude": {**_PATHS, "description": "What is not audited, in the syntax of .gitignore."},
    }


def _places() -> dict[str, Any]:
    positive = {"type": "number", "exclusiveMinimum": 0}
    whole = {"type": "integer", "minimum": 1}
    return {
        "base-dir": {"type": "string", "description": "Where relative picture addresses are looked up."},
        "site-root": {"type": "string", "description": "Where picture addresses that start with / are looked up."},
        "paths": {
            "type": "object",
            "description": "Folders of picture files by the start of their address.",
            "properties": {
                "originals": {
                    "anyOf": [{"type": "string"}, _PATHS],
                    "description": "Folders of the pictures that the published ones were made from.",
                }
            },
            "additionalProperties": {"type": "string"},
        },
        "cache-dir": {"type": "string", "description": "Where is kept what a run found out, for the next one."},
        "fetch": {
            "type": "object",
            "description": "Pictures from the network.",
            "additionalProperties": False,
            "properties": {
                "enabled": {"type": "boolean", "default": False},
                "max-bytes": whole,
                "seconds": positive,
                "max-pictures": whole,
                "per-second": positive,
                "max-cache-bytes": whole,
                "pictures": {"enum": ["editorial", "all"]},
                "cache": {"type": "string"},
                "allow": {**_PATHS, "description": "Networks such as 10.1.0.0/16 that may be fetched from."},
            },
        },
    }


def _house() -> dict[str, Any]:
    return {
        "credit": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "style": {
                    "type": "string",
                    "description": "The house style of credits: a name such as reuters, or a template.",
                }
            },
        },
        "rule-paths": {
            "type": "object",
            "additionalProperties": {"type": "string"},
            "description": "Folders of the newsroom's own rules, by the word that stands before their names.",
        },
        "plugins": {
            "type": "array",
            "items": {"type": "string"},
            "description": "Installed plug-ins whose checks and rules are used. They are code and are run.",
        },
        "house": {
            "type": "object",
            "additionalProperties": False,
            "description": "The newsroom's own words, laid over the shipped ones.",
            "properties": {
                "agencies": {**_PATHS, "description": "Files with agencies, staff and credit styles."},
                "phrases": {**_PATHS, "description": "Folders with phrase lists by language."},
                "withdrawn": {
                    **_PATHS,
                    "description": "Pictures that must not be published: files, folders, and lists of SHA-256 or pHash.",
                },
                "decisions": {**_PATHS, "description": "Files of decisions on pairs of pictures that look alike."},
            },
        },
    }


def _selector(catalogue: Catalogue) -> dict[str, Any]:
    rules = catalogue.rules.values()
    tags = sorted({tag for rule in rules for tag in rule.tags})
    families = sorted({word for rule in rules for word in (rule.family, catalogue.families[rule.family])})
    words = [word for rule in rules for word in (rule.code, rule.name)]
    own = "|".join(sorted({rule.family for rule in rules}))
    codes = "|".join(sorted(set(catalogue.families.values())))
    return {
        "description": "A code, a name, a family, a tag, or ALL.",
        "anyOf": [
            {"enum": list(dict.fromkeys(["ALL", *words, *families, *tags]))},
            {
                "type": "string",
                "description": "House rules: their family, or one by its name.",
                "pattern": rf"^(?!(?:{own})(?:/|$))[a-z][a-z0-9]*(?:-[a-z0-9]+)*(?:/[a-z0-9-]+)?$",
            },
            {
                "type": "string",
                "description": "A house rule by its code.",
                "pattern": rf"^(?!(?:{codes})[0-9])[A-Z]{{2,8}}[0-9]{{1,4}}$",
            },
        ],
    }


def _by_selector(value: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "propertyNames": {"$ref": "#/definitions/selector"},
        "additionalProperties": value,
    }


def _options(catalogue: Catalogue) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    for rule in catalogue.rules.values():
        if shape := _options_of(rule):
            properties[rule.code] = shape
            properties[rule.name] = {"$ref": f"#/definitions/options/properties/{rule.code}"}
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _options_of(rule: Rule) -> dict[str, Any] | None:
    kinds = bind(rule).check.option_types()
    if not kinds:
        return None
    properties = {
        name: {**_KINDS[kind], **({"default": rule.options[name]} if name in rule.options else {})}
        for name, kind in kinds.items()
    }
    return {
        "type": "object",
        "description": f"{rule.name}: {rule.summary}.",
        "additionalProperties": False,
        "properties": properties,
    }
