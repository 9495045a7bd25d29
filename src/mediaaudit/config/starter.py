"""The first configuration of a newsroom, and the file that runs it in CI: texts from a few answers."""

from __future__ import annotations

import json
from pathlib import PurePosixPath

from mediaaudit.lazy import dataclass

CONFIG = PurePosixPath("mediaaudit.toml")
CI_FILES = {
    "github": PurePosixPath(".github/workflows/mediaaudit.yml"),
    "gitlab": PurePosixPath(".gitlab/mediaaudit.yml"),
}

_GITHUB = """\
# Audits the pictures of all articles; findings become annotations of the pull request and a summary of the job.
name: mediaaudit

on:
  push:
    branches: [main]
  pull_request:

permissions:
  contents: read

jobs:
  pictures:
    runs-on: ubuntu-latest
    timeout-minutes: 15
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
        with:
          persist-credentials: false
      - uses: actions/setup-python@a26af69be951a213d495a4c3e4e4022e16d87065 # v5.6.0
        with:
          python-version: "3.13"
      - run: pip install "mediaaudit=={version}"
      - run: mediaaudit check --format "github,markdown=$GITHUB_STEP_SUMMARY"
"""
_GITLAB = """\
# Include this in .gitlab-ci.yml:
#   include: .gitlab/mediaaudit.yml
# Findings appear in the merge request as code quality.
mediaaudit:
  image: python:3.13-slim
  script:
    - pip install "mediaaudit=={version}"
    - mediaaudit check --format text,gitlab=gl-code-quality-report.json
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a newsroom says of itself.

    ``suppliers`` are the agencies with a contract, ``style`` is a credit style or a template, ``site_root`` and
    ``pictures`` say where files are: the folder of addresses that start with ``/``, and folders by the start of an
    address. ``ci`` is a key of ``CI_FILES`` or "none".
    """

    preset: str = "newsroom"
    suppliers: tuple[str, ...] = ()
    style: str = ""
    site_root: str = ""
    pictures: tuple[tuple[str, str], ...] = ()
    ci: str = "none"


def starter_files(answers: Answers, version: str) -> dict[PurePosixPath, str]:
    """Return the files to write, by path: the configuration, and the CI file if one is wanted."""
    files = {CONFIG: _config(answers)}
    if answers.ci in CI_FILES:
        template = _GITHUB if answers.ci == "github" else _GITLAB
        files[CI_FILES[answers.ci]] = template.replace("{version}", version)
    return files


def _config(answers: Answers) -> str:
    head = "# What may stand here: mediaaudit config schema; what is in force: mediaaudit config show\n"
    head += f"preset = {_quoted(answers.preset)}"
    if answers.site_root:
        head += f"\nsite-root = {_quoted(answers.site_root)}"
    parts = [head]
    if answers.style:
        parts.append(f"[credit]\nstyle = {_quoted(answers.style)}")
    if answers.suppliers:
        listed = ", ".join(_quoted(name) for name in answers.suppliers)
        parts.append(f"# Pictures of other suppliers are reported.\n[options.RGT008]\ncontracted = [{listed}]")
    if answers.pictures:
        lines = "\n".join(f"{_quoted(prefix)} = {_quoted(folder)}" for prefix, folder in answers.pictures)
        parts.append(f"[paths]\n{lines}")
    return "\n\n".join(parts) + "\n"


def _quoted(text: str) -> str:
    """Return a TOML basic string: as in JSON, but for the delete character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
