"""Work off the window's thread: a generator of core goes in, its events come out as signals on the window's thread."""

from gui.work.job import Job
from gui.work.lane import Lane, Lanes

__all__ = ["Job", "Lane", "Lanes"]
