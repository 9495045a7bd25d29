"""The credit that a picture file states in its embedded metadata, read by the grammar of credits."""

from __future__ import annotations

from collections.abc import Iterator

from mediaaudit.model.credit import Credit
from mediaaudit.model.directory import Directory
from mediaaudit.model.metadata import PhotoFields

from .credit import find_credit
from .credit_agreement import name_words

_END = 2000  # code points; a credit stands at the beginning or the end of a long text


def file_credit(fields: PhotoFields, directory: Directory) -> Credit:
    """Return creator, credit line and source of a file as one credit; empty where the file has none of them.

    Agencies keep codes of their own in Source (``X06555``) and job titles in the creator's field: what has a digit is
    no name, and what the grammar finds nobody in is left out.
    """
    people: dict[str, None] = {}
    agencies: dict[str, None] = {}
    pool = False
    for text in _stated(fields):
        found = find_credit(text, directory, alone=True)
        if found is None:
            continue
        people.update(dict.fromkeys(found.photographers))
        agencies.update(dict.fromkeys((*found.agencies, *found.via)))
        pool = pool or found.pool
    text = "/".join(dict.fromkeys(_stated(fields)))
    return Credit(
        text=text,
        start=0,
        end=len(text),
        photographers=tuple(people),
        agencies=tuple(agencies),
        pool=pool,
    )


def _stated(fields: PhotoFields) -> Iterator[str]:
    for text in (*fields.creator, fields.credit_line, fields.source):
        if text and text.strip() and not any(char.isdigit() for char in text):
            yield " ".join(text.split())


def mentions(fields: PhotoFields, name: str) -> bool:
    """Say whether a file names somebody anywhere in its texts, be it in the description or the copyright notice."""
    wanted = set(name_words(name))
    texts = (*fields.creator, fields.credit_line, fields.source, fields.copyright_notice, fields.description,
             fields.headline, fields.instructions, fields.usage_terms, *fields.copyright_owner)  # fmt: skip
    return any(text and wanted <= _words(text) for text in texts)


def _words(text: str) -> set[str]:
    ends = (text,) if len(text) <= 2 * _END else (text[:_END], text[-_END:])
    return {word for end in ends for word in name_words(end, _END * 2)}
