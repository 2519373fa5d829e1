"""Which runs the chart draws, and in which colour: a run keeps its colour as long as it is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

SHOWN_AT_FIRST = 3
SERIES = 6  # colours of the theme; further runs are drawn in the colour of what is hidden


class DrawnRuns:
    """Runs by number and their colour, None beyond the last. A run seen for the first time is drawn by itself; one
    that a person has shown or hidden is left as it is."""

    def __init__(self) -> None:
        self._series: dict[int, int | None] = {}
        self._decided: set[int] = set()

    def __contains__(self, number: int) -> bool:
        return number in self._series

    def series(self, number: int) -> int | None:
        """The colour of a run; None also for one that isn't drawn."""
        return self._series.get(number)

    def of(self, numbers: Iterable[int]) -> dict[int, int | None]:
        """Those of them that are drawn, with their colours."""
        return {number: self._series[number] for number in numbers if number in self._series}

    def forget(self) -> None:
        """Another project."""
        self._series, self._decided = {}, set()

    def restore(self, shown: Mapping[int, int | None], begun: Iterable[int]) -> None:
        """Draw exactly these; nothing else of what has begun appears by itself."""
        self._series, self._decided = dict(shown), set(begun)

    def toggle(self, number: int) -> None:
        """Draw a run, or take it away."""
        self._decided.add(number)
        if number in self._series:
            del self._series[number]
        else:
            self._series[number] = self._free()

    def draw_only(self, numbers: Sequence[int], begun: Iterable[int]) -> None:
        """Draw these and no others of those that have begun; who is drawn already keeps its colour."""
        self._series = self.of(numbers)
        for number in numbers:
            if number not in self._series:
                self._series[number] = self._free()
        self._decided |= set(begun)

    def show_new(self, begun: Iterable[int]) -> None:
        """Draw the runs that are seen for the first time; of a whole project only the newest."""
        newest_first = sorted(begun, reverse=True)
        for number in newest_first if self._decided else newest_first[:SHOWN_AT_FIRST]:
            if number not in self._decided:
                self._series[number] = self._free()
        self._decided |= set(newest_first)

    def _free(self) -> int | None:
        used = set(self._series.values())
        return next((index for index in range(SERIES) if index not in used), None)
