"""Keeps small counts from showing who is behind them (R-CON-08)."""

from __future__ import annotations

from collections.abc import Mapping

SMALLEST_SHOWN = 11
"""People. The practice of the Counter-Trafficking Data Collaborative."""


def without_small_counts(counts: Mapping[str, int]) -> dict[str, int | None]:
    """The same counts with None for those that are withheld. counts: parts of one whole, whose total is known.

    A count from 1 to 10 is withheld. A part alone could be worked out from the total, and two small parts nearly so:
    the next smallest is withheld with them until there are two at least that are 11 people or more together. Which of
    them are small is not told. Zero is shown: nobody stands behind it.
    """
    by_size = sorted((name for name, count in counts.items() if count), key=lambda name: counts[name])
    withheld = [name for name in by_size if counts[name] < SMALLEST_SHOWN]
    for name in by_size[len(withheld) :]:
        if not withheld or (len(withheld) > 1 and sum(counts[one] for one in withheld) >= SMALLEST_SHOWN):
            break
        withheld.append(name)
    return {name: None if name in withheld else count for name, count in counts.items()}
