"""The index as a LanceDB table, in a folder or on object storage: for archives that outgrow one file.

A file is a row, with its signature: so a batch is one commit, and whoever is killed leaves whole batches. Codes are
searched one by one, which keeps the promised radius exactly; local features are in memory once they are asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from mediaaudit.model.signature import CODE_BYTES, Signature
from mediaaudit.readers.pictures.signature import BadSignature, pack, unpack

from .alike import Alike
from .index import Entry, IndexUnusable, Stamp
from .near import RADIUS
from .turns import TURNS, turn_codes

TABLE = "pictures"
MARK, VERSION = b"mediaaudit", b"1"  # in the table's metadata; tells our tables from others of this name
TIDY = 200  # writes after which small pieces of the table are put together
KEPT = timedelta(hours=1)  # so long other processes may go on reading what was replaced

Row = dict[str, Any]


class LanceEngine:
    """The engine of one LanceDB table; see ``index.Engine``. Every method raises ``IndexUnusable`` for a bad table."""

    def __init__(self, place: str, *, create: bool = False) -> None:
        """Open the index in a folder, or at a URL that LanceDB knows; make one where there is none if ``create``."""
        self._place = place
        self._writes = 0
        self._held: set[str] | None = None
        self._features, self._owners = Alike([]), list[str]()
        self._state = -1
        if not create and "://" not in place and not Path(place).is_dir():
            raise IndexUnusable(f"{place} does not exist")
        with self._plainly():
            self._table = self._opened(create=create)

    def _opened(self, *, create: bool) -> Any:
        try:
            import lancedb
        except ImportError as error:
            raise IndexUnusable(
                f"an index in LanceDB needs more than is installed: pip install 'mediaaudit[lancedb]' ({error})"
            ) from error
        base = lancedb.connect(self._place)
        if TABLE not in base.list_tables().tables:
            if not create:
                raise IndexUnusable(f"{self._place} holds no index of mediaaudit")
            return base.create_table(TABLE, schema=_schema(), exist_ok=True)
        table = base.open_table(TABLE)
        version = (table.schema.metadata or {}).get(MARK)
        if version is None:
            raise IndexUnusable(f"{self._place} holds a table of another program, no index of mediaaudit")
        if version != VERSION:
            number, ours = version.decode("ascii", "replace"), VERSION.decode()
            raise IndexUnusable(f"{self._place} is an index of version {number}; this is for version {ours}")
        return table

    def close(self) -> None:
        """Put small pieces of the table together, if there are new ones."""
        if self._writes:
            with self._plainly():
                self._tidy()

    def entries(self) -> dict[str, Entry]:
        """Return the files of the index by path."""
        with self._plainly():
            rows = self._rows(["path", "size", "changed", "sha256"])
        return {
            row["path"]: Entry(
                path=row["path"], stamp=Stamp(size=row["size"], changed=row["changed"]), sha256=row["sha256"]
            )
            for row in rows
        }

    def holds(self, sha256: str) -> bool:
        """Return whether there is a signature of this content."""
        if self._held is None:
            with self._plainly():
                self._held = {row["sha256"] for row in self._rows(["sha256"], "sha256 IS NOT NULL")}
        return sha256 in self._held

    def write(self, entries: Sequence[Entry], signatures: Sequence[Signature], gone: Sequence[str]) -> None:
        """Write a batch in one commit."""
        if not entries and not gone:
            return
        with self._plainly():
            self._table.checkout_latest()
            merge = self._table.merge_insert("path").when_matched_update_all().when_not_matched_insert_all()
            if gone:
                merge = merge.when_not_matched_by_source_delete(f"path IN {_listed(gone)}")
            done = merge.execute(_batch(entries, self._content(entries, signatures)))
            if self._held is not None and not (done.num_updated_rows or done.num_deleted_rows):
                self._held.update(entry.sha256 for entry in entries if entry.sha256)
            else:
                self._held = None
            self._writes += 1
            if self._writes % TIDY == 0:
                self._tidy()

    def _content(self, entries: Sequence[Entry], signatures: Sequence[Signature]) -> Mapping[str, Row]:
        """Return what rows say of their content, by SHA-256: of the signatures, and of contents that have a row."""
        found = {signature.sha256: _described(signature) for signature in signatures}
        missing = sorted({entry.sha256 for entry in entries if entry.sha256}.difference(found))
        if missing:
            columns = ["sha256", "code", "descriptors", "signature"]
            for row in self._rows(columns, f"sha256 IN {_listed(missing)}"):
                found[row.pop("sha256")] = row
        if not found.keys() >= set(missing):
            raise IndexUnusable(f"{self._place} was changed by another program meanwhile; run the update once more")
        return found

    def candidates(self, signature: Signature, most: int) -> list[Signature]:
        """Return signatures worth comparing: of the same content, of near codes in any turn, of common features."""
        with self._plainly():
            self._table.checkout_latest()
            same = [signature.sha256]
            wanted = list(dict.fromkeys(same + self._near(signature, most) + self._alike(signature)))[:most]
            rows = self._rows(["sha256", "signature"], f"sha256 IN {_listed(wanted)}")
            found = {row["sha256"]: row["signature"] for row in rows}
            return [unpack(found[content]) for content in wanted if content in found]

    def paths(self, sha256: str) -> list[str]:
        """Return the files with this content, in order."""
        with self._plainly():
            return sorted(row["path"] for row in self._rows(["path"], f"sha256 IN {_listed([sha256])}"))

    def _near(self, signature: Signature, most: int) -> list[str]:
        """Return the contents whose codes are within the radius in some turn, nearest first.

        Files of one content have a row each: the search goes on until there are enough contents.
        """
        import numpy as np

        code = np.frombuffer(signature.code, np.uint8)[None]
        found: dict[str, float] = {}
        for turn in TURNS if signature.view else ():
            search = self._table.search(turn_codes(code, turn)[0], vector_column_name="code", query_type="vector")
            search = search.distance_type("hamming").distance_range(0, RADIUS + 1).bypass_vector_index()
            near: dict[str, float] = {}
            limit, rows = most, most
            while rows == limit and len(near) < most:
                limit *= 8
                answer = search.limit(limit).select(["sha256", "_distance"]).to_list()
                rows = len(answer)
                near = {row["sha256"]: row["_distance"] for row in answer}
            for content, bits in near.items():
                found[content] = min(bits, found.get(content, bits))
        return sorted(found, key=lambda content: (found[content], content))

    def _alike(self, signature: Signature) -> list[str]:
        """Return the contents that have most local features in common; features are read again after a write."""
        if self._state != self._table.version:
            self._state = self._table.version
            rows = self._rows(["sha256", "descriptors"], "sha256 IS NOT NULL")
            contents = {row["sha256"]: row["descriptors"] for row in rows}
            self._owners = sorted(contents)
            self._features = Alike([contents[content] for content in self._owners])
        return [self._owners[place] for place in self._features.to(signature.descriptors)]

    def _rows(self, columns: list[str], where: str | None = None) -> list[Row]:
        self._table.checkout_latest()
        search = self._table.search().select(columns)
        rows: list[Row] = (search.where(where) if where else search).to_list()
        return rows

    def _tidy(self) -> None:
        self._table.optimize(cleanup_older_than=KEPT)

    @contextmanager
    def _plainly(self) -> Iterator[None]:
        try:
            yield
        except (RuntimeError, ValueError, OSError, BadSignature) as error:  # all that LanceDB and Arrow raise
            reason = str(error).split("\n", 1)[0]
            raise IndexUnusable(f"{self._place} cannot be used as an index: {reason}") from error


def _schema() -> Any:
    import pyarrow as pa

    fields = [
        pa.field("path", pa.string(), nullable=False),
        pa.field("size", pa.int64(), nullable=False),
        pa.field("changed", pa.int64(), nullable=False),
        pa.field("sha256", pa.string()),
        pa.field("code", pa.list_(pa.uint8(), CODE_BYTES)),  # none for a picture too thin to say anything
        pa.field("descriptors", pa.binary()),
        pa.field("signature", pa.binary()),
    ]
    return pa.schema(fields, metadata={MARK: VERSION})


def _batch(entries: Sequence[Entry], content: Mapping[str, Row]) -> Any:
    import pyarrow as pa

    nothing: Row = {"code": None, "descriptors": None, "signature": None}
    rows = [
        {"path": entry.path, "size": entry.stamp.size, "changed": entry.stamp.changed, "sha256": entry.sha256}
        | (content[entry.sha256] if entry.sha256 else nothing)
        for entry in entries
    ]
    return pa.Table.from_pylist(rows, schema=_schema())


def _described(signature: Signature) -> Row:
    code = list(signature.code) if signature.view else None
    return {"code": code, "descriptors": signature.descriptors, "signature": pack(signature)}


def _listed(values: Sequence[str]) -> str:
    """Return values as a list in a filter."""
    return "(" + ", ".join("'" + value.replace("'", "''") + "'" for value in values) + ")"
