"""Whether a lane has come to rest: waiting for a while shows nothing on a machine that has no time for the lane."""

from __future__ import annotations

from gui.work import Lane


def rests(lane: Lane) -> bool:
    """The lane's thread has heard of the pause, and the window was told all that came before it."""
    return lane._puller._paused and not any(job.inbox._waiting for job in lane.jobs)
