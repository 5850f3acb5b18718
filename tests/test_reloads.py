"""Publications under a running conversation load: no error, nothing mixed, no growth.

`make bench` does the same a thousand times.
"""

import logging
import shutil
from pathlib import Path
from typing import Final

import pytest

from tests.knowing import KNOWLEDGE
from tests.reloading import DIFFERENT, reload

# Then whatever is to be kept of files is kept, and nothing may grow any more.
SETTLED: Final = 2 * DIFFERENT
RELOADS: Final = 200
GROWS_AT_MOST: Final = 1.02


@pytest.mark.timeout(900)
async def test_reloads_under_load_mix_nothing_and_grow_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "knowledge"
    shutil.copytree(KNOWLEDGE, folder)
    caplog.set_level(logging.WARNING)

    found = await reload(RELOADS, SETTLED, folder, tmp_path / "var")

    assert len(found.seconds) == RELOADS
    assert found.turns > RELOADS / 10
    settled, at_the_end = found.alive
    assert at_the_end < settled * GROWS_AT_MOST
    assert [each.getMessage() for each in caplog.records] == []
