"""The pages that are made from data: one for each rule, an index of families, the reference of configurations.

Sphinx calls `setup`. The pages go beside the guides and are not committed; a page whose rule is gone goes too.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from mediaaudit.catalogue.catalogue import shipped_catalogue
from mediaaudit.engine.examples import run_example
from mediaaudit.model.rule import Rule
from mediaaudit.reporters.rule_page import plain_markdown, rule_markdown
from mediaaudit.resources import schemas_folder

HERE = Path(__file__).resolve().parent
REPOSITORY = "https://github.com/mediaaudit/mediaaudit/blob/main/"
Pages = dict[str, str]  # path below docs -> text


def rule_pages() -> Pages:
    """Return a page for each shipped rule, one for each family, and the index of them."""
    rules = sorted(shipped_catalogue().rules.values(), key=lambda rule: (rule.family, rule.code))
    families = {family: list(members) for family, members in groupby(rules, key=lambda rule: rule.family)}
    pages = {"rules/index.md": _index(families)}
    for family, members in families.items():
        pages[f"rules/{family}/index.md"] = _family(family, members)
        for rule in members:
            pages[f"rules/{rule.name}.md"] = rule_markdown(rule, [run_example(rule, each) for each in rule.examples])
    return pages


def _index(families: Mapping[str, list[Rule]]) -> str:
    count = sum(map(len, families.values()))
    parts = [
        "# Rules",
        f"{count} rules in {len(families)} families. {_RULES}",
        _tree([f"{family}/index" for family in families]),
    ]
    for family, members in families.items():
        parts += [f"## {family}", _table(members, f"{family}/")]
    return "\n\n".join(parts) + "\n"


def _family(family: str, members: list[Rule]) -> str:
    prefix = members[0].code.rstrip("0123456789")
    tree = _tree([rule.name.partition("/")[2] for rule in members])
    return f"# {family}\n\nSelected together as `{family}` or `{prefix}`.\n\n{_table(members, '')}\n\n{tree}\n"


def _table(members: list[Rule], folder: str) -> str:
    rows = [
        f"| [{rule.code}]({folder}{rule.name.partition('/')[2]}.md) | {rule.name} | {plain_markdown(rule.summary)} "
        f"| {rule.severity} |"
        for rule in members
    ]
    return "\n".join(["| Code | Name | What is wrong | Severity |", "| --- | --- | --- | --- |", *rows])


def _tree(names: list[str]) -> str:
    return "\n".join(["```{toctree}", ":hidden:", "", *names, "```"])


def configuration_page() -> Pages:
    """Return the reference of configurations, made from their JSON Schema."""
    schema = json.loads((schemas_folder() / "config.schema.json").read_text(encoding="utf-8"))
    parts = [
        "# Configuration reference",
        _KEYS,
    ]
    parts += ["## Selectors", _SELECTORS]
    for key, value in schema["properties"].items():
        parts += _key(key, value, 2)
    parts += ["## Options of rules", 'Under `[options.CODE]` or `[options."family/name"]`.']
    options = schema["definitions"]["options"]["properties"]
    parts += [_options(code, value) for code, value in options.items() if "properties" in value]
    return {"configuration.md": "\n\n".join(parts) + "\n"}


def _key(name: str, schema: Mapping[str, Any], level: int) -> Iterator[str]:
    yield f"{'#' * level} `{name}`"
    if said := schema.get("description"):
        yield plain_markdown(said)
    yield _kind(schema)
    inner = schema.get("items", schema)
    for key, value in inner.get("properties", {}).items():
        yield from _key(f"{name}.{key}", value, level + 1)


def _kind(schema: Mapping[str, Any]) -> str:
    default = f"; default `{json.dumps(schema['default'])}`" if "default" in schema else ""
    return f"Value: {_value(schema)}{default}."


def _value(schema: Mapping[str, Any]) -> str:
    """Return in words which values a schema lets through."""
    if "enum" in schema:
        return "one of " + ", ".join(f"`{json.dumps(value)}`" for value in schema["enum"])
    for union in ("anyOf", "allOf"):
        if union in schema:
            return ", or ".join(_value(each) for each in schema[union])
    if "$ref" in schema:
        return _DEFINED[schema["$ref"].rpartition("/")[2]]
    if schema["type"] == "array":
        return f"a list, each item {_value(schema['items'])}"
    if schema["type"] == "object":
        return "a table"
    return _bounded(schema)


def _bounded(schema: Mapping[str, Any]) -> str:
    words = {"string": "a text", "boolean": "`true` or `false`", "integer": "a whole number", "number": "a number"}
    least = f", {schema['minimum']} or more" if "minimum" in schema else ""
    above = f", more than {schema['exclusiveMinimum']}" if "exclusiveMinimum" in schema else ""
    return f"{words[schema['type']]}{least}{above}"


_RULES = """\
`mediaaudit rules` says which of them are on in a configuration, `mediaaudit rule ALT001` shows a rule in the terminal."""
_KEYS = """\
The keys of `mediaaudit.toml`, `.mediaaudit.toml` and `[tool.mediaaudit]` in `pyproject.toml`; the first of them that is
found from the working directory upwards is used. `mediaaudit config show` prints what is in force,
`mediaaudit config schema` the JSON Schema for editors."""
_SELECTORS = """\
A selector names rules: a code (`ALT001`), a name (`alt/missing`), a family (`alt` or `ALT`), a tag (`accessibility`), or
`ALL`. The word of `rule-paths` or the name of a plug-in is the family of the rules that come from there. `mediaaudit rules`
lists all, and marks those that are on."""
_DEFINED = {
    "selector": "a [selector](#selectors)",
    "selectors": "a list of [selectors](#selectors)",
    "severity": 'one of `"error"`, `"warning"`, `"note"`',
    "severities": "a table of severities by selector",
    "ignore": "a list of [selectors](#selectors), or a table that gives each its reason",
    "options": "a table of [options by rule](#options-of-rules)",
}


def _options(code: str, schema: Mapping[str, Any]) -> str:
    name, _, summary = schema["description"].partition(": ")
    lines = [f"[{code}](rules/{name}.md) {name}: {plain_markdown(summary)}", ""]
    lines += [f"- `{key}`: {_kind(value).removeprefix('Value: ')}" for key, value in schema["properties"].items()]
    return "\n".join(lines)


def write(pages: Pages, folder: Path) -> None:
    """Write pages that changed, and remove those of rules that are gone."""
    for path in (folder / "rules").rglob("*.md"):
        if path.relative_to(folder).as_posix() not in pages:
            path.unlink()
    for name, text in pages.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def to_repository(text: str, folder: Path = HERE) -> str:
    """Return a guide whose links to files of the repository lead to its web pages. Raises ValueError for a dead one."""

    def absolute(match: re.Match[str]) -> str:
        if not (folder / match[1]).exists():
            raise ValueError(f"no such file: {match[1]}")
        return f"]({REPOSITORY}{match[1].removeprefix('../')})"

    return re.sub(r"\]\((\.\./[^)#]+)\)", absolute, text)


def with_file_names(text: str) -> str:
    """Return a guide in which a block that has a file name after its language shows it."""
    return re.sub(r"^```(\w+) (\S+\.\w+)$", r"```{code-block} \1\n:caption: \2\n", text, flags=re.MULTILINE)


def setup(app: Any) -> dict[str, bool]:
    """Join Sphinx."""

    def make(app: Any) -> None:
        write({**rule_pages(), **configuration_page()}, Path(app.srcdir))

    def read(_app: Any, name: str, content: list[str]) -> None:
        if not name.startswith("rules/"):
            content[0] = with_file_names(to_repository(content[0]))

    def publish_schemas(app: Any, error: Exception | None) -> None:
        if error is None:  # each says in its $id that it is there
            shutil.copytree(schemas_folder(), Path(app.outdir) / "schemas", dirs_exist_ok=True)

    app.connect("builder-inited", make)
    app.connect("build-finished", publish_schemas)
    app.connect("source-read", read)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
