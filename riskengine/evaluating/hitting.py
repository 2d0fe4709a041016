"""Smallest sets that meet every set of a list: the dual of finding what forces something from what refutes it."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["smallest_hitting"]


def smallest_hitting(sets: Sequence[int], below: int, steps: int) -> tuple[int | None, bool]:
    """A smallest set of bits that has a bit of every one of `sets`, if it has fewer than `below` bits, else None.

    The second part says whether that is certain: it is not where more than `steps` choices would have to be looked at.

    >>> smallest_hitting([0b011, 0b110], 3, 100)
    (2, True)
    >>> smallest_hitting([0b01, 0b10], 2, 100)
    (None, True)
    """
    search = _Search(sets, steps)
    search.best = below
    search.extend(0, 0)
    return search.found, search.left >= 0


class _Search:
    """Branch and bound over the bits of the smallest set that is not met yet."""

    def __init__(self, sets: Sequence[int], steps: int) -> None:
        self.sets = sorted(set(sets), key=lambda each: (each.bit_count(), each))
        self.left = steps
        self.best = 0
        self.found: int | None = None

    def extend(self, chosen: int, size: int) -> None:
        """Look at every set that holds what is chosen so far and is smaller than the best found."""
        self.left -= 1
        if self.left < 0 or size >= self.best:
            return
        unmet = [each for each in self.sets if not each & chosen]
        if not unmet:
            self.best, self.found = size, chosen
            return
        if size + _apart(unmet) >= self.best:
            return
        rest = unmet[0]
        while rest:
            bit = rest & -rest
            rest ^= bit
            self.extend(chosen | bit, size + 1)


def _apart(sets: Sequence[int]) -> int:
    """How many of the sets, taken in order, share nothing with those before: at least so many bits are needed."""
    taken = count = 0
    for each in sets:
        if not each & taken:
            taken |= each
            count += 1
    return count
