"""What is fetched behind the first paint comes one after the other."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from window_driver import driven

from gui.pages import PAGES


def test_that_kernels_wait_until_the_pages_are_made(qapp: QApplication) -> None:
    with driven(qapp) as driver:
        training, made = driver.program.lanes.training, []

        def on_job(_job: object) -> None:
            host = driver.window.shell.host
            made.append([key for key, page in host._pages.items() if page.is_built and key not in host._making])

        training.job_added.connect(on_job)
        driver.wait(lambda: made, "the kernels' job")
        assert made == [[page.key for page in PAGES]]
        driver.wait(lambda: not training.jobs and not driver.program.lanes.other.jobs, "everything to be warm")
