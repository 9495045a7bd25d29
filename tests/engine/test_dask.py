"""The executor of a dask cluster, on one of two workers made here."""

from __future__ import annotations

import os
import runpy
import signal
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mediaaudit.catalogue.catalogue import shipped_catalogue
from mediaaudit.config.model import Config
from mediaaudit.config.resolve import resolve
from mediaaudit.engine.audit import audit
from mediaaudit.engine.batch_task import BatchTask
from mediaaudit.engine.failure import EngineError
from mediaaudit.engine.inputs import Collecting, Input, Inputs, collect
from mediaaudit.engine.plan import PicturePaths, Plan
from mediaaudit.readers.place import place_of
from mediaaudit.reporters import Options, render

distributed = pytest.importorskip("distributed")
from mediaaudit.engine.dask_executor import DaskExecutor  # noqa: E402

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.filterwarnings("default")  # of dask's own, at the end of clusters


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that is the storage ``zip://`` for workers."""
    return tmp_path_factory.mktemp("storage") / "site.zip"


@pytest.fixture(scope="module")
def cluster(archive: Path) -> Iterator[Any]:
    """A cluster of two worker processes that were started in another folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FSSPEC_ZIP_FO", str(archive))
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


def test_children_end_with_the_run(cluster: Any, site: Inputs, plan: Plan) -> None:
    audit(site, plan, executor=DaskExecutor(cluster.scheduler_address))
    with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
        assert set(client.run(_children).values()) == {0}


def _children() -> int:
    from mediaaudit.engine import children

    return len(children._all)


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
