"""The presets on real tables: good runs, of which nothing is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from real_data import real_file

from core.base.progress import Finished
from core.data.table import Table
from core.flow.importing import import_file, new_document, new_project
from core.flow.training import train_run
from core.project.document import Document
from core.project.runs import RunStatus

TABLES = {
    "diamonds.csv": "price",
    "ames.csv": "price",
    "credit_data.csv": "Status",
    "hpc_data.csv": "class",
    "chicago_ridership.csv": "ridership",
}
TROUBLE = {"training.overfitting", "training.no_learning", "training.diverged", "training.diverged_at_once"}


def project(folder: Path, name: str, target: str) -> tuple[Path, Table, Document]:
    *_, last = import_file(real_file(name))
    assert isinstance(last, Finished)
    path = folder / "a.epochal"
    document = new_project(path, last.result, new_document(last.result, name="a", target=target))
    return path, last.result.read.table, document


@pytest.mark.slow
@pytest.mark.parametrize("preset", ["quick", "balanced", "thorough"])
@pytest.mark.parametrize("name", TABLES)
def test_that_nothing_is_said_of_a_good_run(tmp_path: Path, name: str, preset: str) -> None:
    path, table, document = project(tmp_path, name, TABLES[name])
    *_, last = train_run(path, table, document.with_preset(preset))
    assert isinstance(last, Finished)
    assert last.result.status is RunStatus.DONE
    assert not {notice.code for notice in last.result.notices} & TROUBLE
