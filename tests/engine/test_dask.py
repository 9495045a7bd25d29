"""The executor of a dask cluster, on one of two workers made here."""

from __future__ import annotations

import os
import pickle
import runpy
import signal
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from mediaaudit.catalogue.catalogue import shipped_catalogue
from mediaaudit.config.model import Config
from mediaaudit.config.resolve import resolve
from mediaaudit.engine.audit import audit
from mediaaudit.engine.batch_task import BatchTask
from mediaaudit.engine.dask_children import ChildDiedError, NotHereError, RunChild
from mediaaudit.engine.failure import EngineError
from mediaaudit.engine.inputs import Collecting, Input, Inputs, collect
from mediaaudit.engine.plan import PicturePaths, Plan
from mediaaudit.readers.place import place_of
from mediaaudit.reporters import Options, render

from .conftest import FRAGILE

distributed = pytest.importorskip("distributed")
from mediaaudit.engine.dask_executor import DaskExecutor, _result  # noqa: E402

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.filterwarnings("default")  # of dask's own, at the end of clusters


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that is the storage ``zip://`` for workers."""
    return tmp_path_factory.mktemp("storage") / "site.zip"


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that this process, the cluster's workers and their children import from."""
    folder = tmp_path_factory.mktemp("modules")
    (folder / "fragile.py").write_text(FRAGILE, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def cluster(archive: Path, modules: Path) -> Iterator[Any]:
    """A cluster of two worker processes that were started in another folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FSSPEC_ZIP_FO", str(archive))
        patch.syspath_prepend(modules)  # handed on to the workers, as they are spawned
        yield from _cluster()


def _cluster() -> Iterator[Any]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=2, processes=True, dashboard_address=None, silence_logs=50
    ) as made:
        yield made


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Inputs:
    runpy.run_path(str(ROOT / "benchmarks" / "make_site.py"))["make_site"](tmp_path, 60, 15, 5)
    (tmp_path / "pictures/000/000003.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("mediaaudit.engine.audit.BATCH", 4)
    return collect([Path()], Collecting())


@pytest.fixture
def plan() -> Plan:
    return resolve(Config(select=("ALL",)), shipped_catalogue(), as_of="2026-01-01").plan


def test_a_cluster_says_what_this_process_says(cluster: Any, site: Inputs, plan: Plan) -> None:
    assert audit(site, plan, executor=DaskExecutor(cluster.scheduler_address)) == audit(site, plan)


def test_a_worker_killed_in_mid_run_loses_nothing(cluster: Any, site: Inputs, plan: Plan) -> None:
    with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
        pids = list(client.run(os.getpid).values())
    killed: list[int] = []

    def kill_once(_inputs: int) -> None:
        if not killed:
            killed.append(pids[0])
            os.kill(pids[0], signal.SIGKILL)

    report = audit(site, plan, executor=DaskExecutor(cluster.scheduler_address), progress=kill_once)
    assert killed
    assert report == audit(site, plan)


@pytest.fixture
def words(modules: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The module of tasks that break their worker; the run is in another folder."""
    monkeypatch.syspath_prepend(modules)
    monkeypatch.delitem(sys.modules, "fragile", raising=False)
    monkeypatch.chdir(tmp_path)
    import fragile  # type: ignore[import-not-found]

    return fragile


def test_a_child_that_dies_costs_what_it_was_doing(cluster: Any, words: Any) -> None:
    items = [("a", "b"), ("c", "die", "d", "leave"), ("e",), ("die",), ("f", "g")]
    assert list(DaskExecutor(cluster.scheduler_address).map(words.Words(), items)) == [
        ["A", "B"],
        [
            "C",
            "die: the process that worked on it died (signal SIGKILL)",
            "D",
            "leave: the process that worked on it died (exit status 3)",
        ],
        ["E"],
        ["die: the process that worked on it died (signal SIGKILL)"],
        ["F", "G"],
    ]


def test_what_the_task_raises_ends_the_run(cluster: Any, words: Any) -> None:
    with pytest.raises(ValueError, match="of the task"):
        list(DaskExecutor(cluster.scheduler_address).map(words.Words(), [("a",), ("raise",), ("b",)]))


def test_children_that_do_not_begin_end_the_run(cluster: Any, words: Any) -> None:
    with pytest.raises(EngineError, match=r"cannot be begun there: .* \(exit status 4\)"):
        list(DaskExecutor(cluster.scheduler_address).map(words.Stillborn(), [("a",), ("b",)]))


def test_a_task_that_kills_worker_after_worker_is_given_up(cluster: Any, words: Any) -> None:
    killed = distributed.KilledWorker("task", SimpleNamespace(address="tcp://there"), 3)
    parts = {("a",): ["A"], ("b",): killed}

    def submit(part: tuple[str, ...]) -> Any:
        return _Future(parts[part])

    assert _result(words.Words(), ("a", "b"), _Future(killed), submit, "work") == [
        "A",
        "b: the workers that worked on it died, one after the other",
    ]
    with pytest.raises(EngineError, match="die before they begin"):
        _result(words.Words(), ("a", "b"), _Future(killed), submit, "task")


class _Future:
    def __init__(self, value: object) -> None:
        self.value = value

    def result(self) -> object:
        if isinstance(self.value, Exception):
            raise self.value
        return self.value


def test_a_child_that_hangs_is_given_up(words: Any) -> None:
    child = RunChild("run", pickle.dumps(words.Words()), None)
    assert child.do(("a",), 30) == ["A"]
    with pytest.raises(ChildDiedError, match=r"it was not finished after 0\.2 seconds"):
        child.do(("hang",), 0.2)
    assert child._child._process.poll() is not None


def test_each_part_that_is_done_is_a_sign_of_life(words: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    child = RunChild("run", pickle.dumps(words.Words()), None)
    heard: list[tuple[str, float]] = []

    class Overheard:
        def __init__(self, queue: Any) -> None:
            self.queue = queue

        def get(self, *, timeout: float) -> Any:
            said = self.queue.get(timeout=timeout)
            heard.append((said[1], timeout))
            return said

    monkeypatch.setattr(child, "_heard", Overheard(child._heard))
    assert child.do(("a", "b"), 30) == ["A", "B"]
    assert heard == [("ready", 30), ("alive", 30), ("alive", 30), ("done", 30)]
    child.close()


def test_an_answer_that_cannot_be_read_is_said(words: Any) -> None:
    child = RunChild("run", pickle.dumps(words.Words()), None)
    with pytest.raises(ChildDiedError, match=r"what came of it cannot be read \(TypeError: "):
        child.do(("fail",), 30)


def test_work_that_a_child_cannot_read_is_said(words: Any) -> None:
    child = RunChild("run", pickle.dumps(words.Words()).replace(b"Words", b"Wards"), None)
    with pytest.raises(NotHereError, match="begun there: AttributeError"):
        child.do(("a",), 30)


def test_children_end_with_the_run(cluster: Any, site: Inputs, plan: Plan) -> None:
    audit(site, plan, executor=DaskExecutor(cluster.scheduler_address))
    with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
        assert set(client.run(_children).values()) == {0}


def _children() -> int:
    from mediaaudit.engine import dask_children

    return len(dask_children._all)


def test_a_folder_that_workers_do_not_see_is_said(cluster: Any, site: Inputs, plan: Plan, monkeypatch: Any) -> None:
    monkeypatch.setattr("mediaaudit.engine.dask_executor.os.getcwd", lambda: "/no/such/folder")
    with pytest.raises(EngineError, match="/no/such/folder cannot be entered"):
        audit(site, plan, executor=DaskExecutor(cluster.scheduler_address))


def test_workers_read_storage_wherever_they_are(
    cluster: Any, archive: Path, site: Inputs, plan: Plan, monkeypatch: Any
) -> None:
    fsspec = pytest.importorskip("fsspec")
    with zipfile.ZipFile(archive, "w") as file:
        for path in sorted(Path().rglob("*")):
            file.write(path, f"site/{path}")
    monkeypatch.setitem(fsspec.config.conf, "zip", {"fo": str(archive)})
    stored = collect([place_of("zip://site")], Collecting())
    assert len(stored.inputs) == len(site.inputs)
    here = render("json", audit(site, plan), Options())
    monkeypatch.setattr("mediaaudit.engine.dask_executor.os.getcwd", lambda: "/no/such/folder")
    report = audit(stored, plan, executor=DaskExecutor(cluster.scheduler_address))
    assert render("json", report, Options()).replace("zip://site/", "") == here


def test_files_of_this_machine_bind_the_work_to_its_folder(site: Inputs, plan: Plan) -> None:
    stored = [Input(uri="s3://b/a.html", kind="article", path=place_of("s3://b/a.html"))]
    assert BatchTask.of(plan, stored).anywhere
    assert not BatchTask.of(plan, [*stored, *site.inputs]).anywhere
    assert not BatchTask.of(replace(plan, agencies=(Path("agencies.toml"),)), stored).anywhere
    assert not BatchTask.of(replace(plan, paths=PicturePaths(site_root=Path("public"))), stored).anywhere


def test_another_version_is_refused(cluster: Any, site: Inputs, plan: Plan, monkeypatch: Any) -> None:
    monkeypatch.setattr("mediaaudit.engine.dask_executor.__version__", "9.9")
    with pytest.raises(EngineError, match=r"9\.9 here"):
        audit(site, plan, executor=DaskExecutor(cluster.scheduler_address))


def test_no_scheduler_is_said(site: Inputs, plan: Plan, monkeypatch: Any) -> None:
    monkeypatch.setattr("mediaaudit.engine.dask_executor.SECONDS", 0.2)
    with pytest.raises(EngineError, match="no scheduler answers"):
        audit(site, plan, executor=DaskExecutor("tcp://127.0.0.1:9"))
