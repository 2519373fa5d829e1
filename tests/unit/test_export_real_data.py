"""Real tables, exported and read again: the same values, whatever the format."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from real_data import real_file

from core.base.progress import result_of
from core.data.readers import read_file
from core.export.predictions import write_predictions


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet"])
@pytest.mark.parametrize("name", ["ames.csv", "credit_data.csv", "hpc_data.csv"])
def test_that_a_real_table_is_read_again_as_it_was(tmp_path: Path, name: str, ending: str) -> None:
    frame = result_of(read_file(real_file(name))).table.frame
    path = tmp_path / f"again{ending}"
    write_predictions(frame, path, force=False)
    pd.testing.assert_frame_equal(result_of(read_file(path)).table.frame, frame, rtol=1e-15)
