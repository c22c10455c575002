"""Two people who write at once are both read, side by side, until somebody has written after both."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from asylia.record.texts import heads, next_after


@dataclass(frozen=True)
class Kept:
    version: int
    after: tuple[int, ...] = ()


@dataclass
class Store:
    """A field as several people write it, each from the page that they opened some time ago."""

    kept: list[Kept] = field(default_factory=list)
    opened: dict[int, list[int]] = field(default_factory=dict)

    def open(self, person: int) -> None:
        self.opened[person] = [one.version for one in heads(self.kept)]

    def write(self, person: int) -> None:
        version, after = next_after(self.kept, self.opened.get(person, []))
        self.kept.append(Kept(version, tuple(after)))
        self.opened[person] = [version]


steps = st.lists(st.tuples(st.sampled_from(["open", "write"]), st.integers(0, 3)), max_size=40)


@given(steps, st.randoms())
def test_what_nobody_had_before_them_when_they_wrote_is_still_shown(done: list[tuple[str, int]], shuffled) -> None:
    store = Store()
    for what, person in done:
        getattr(store, what)(person)
        seen_by_a_later_one = {earlier for one in store.kept for earlier in one.after}
        mixed = list(store.kept)
        shuffled.shuffle(mixed)
        shown = {one.version for one in heads(mixed)}
        assert shown == {one.version for one in store.kept} - seen_by_a_later_one
        assert bool(shown) == bool(store.kept)


@given(steps)
def test_whoever_has_both_before_them_and_writes_leaves_one(done: list[tuple[str, int]]) -> None:
    store = Store()
    for what, person in done:
        getattr(store, what)(person)
    store.open(9)
    store.write(9)
    assert [one.version for one in heads(store.kept)] == [len(store.kept)]


@given(st.lists(st.builds(Kept, st.integers(1, 6), st.lists(st.integers(0, 9), max_size=4).map(tuple)), min_size=1))
def test_whatever_is_claimed_something_always_stands(kept: list[Kept]) -> None:
    shown = heads(kept)
    assert shown
    assert max(one.version for one in kept) in {one.version for one in shown}


def test_two_who_wrote_from_the_same_page_stand_side_by_side() -> None:
    kept = [Kept(1), Kept(2, (1,)), Kept(3, (1,))]
    assert [one.version for one in heads(kept)] == [2, 3]
    assert next_after(kept, [2, 3, 7]) == (4, [2, 3])
    assert heads([*kept, Kept(4, (2, 3))]) == [Kept(4, (2, 3))]
    # Whoever had only one of them before them leaves the other standing.
    assert [one.version for one in heads([*kept, Kept(4, (2,))])] == [3, 4]


def test_nothing_written_shows_nothing() -> None:
    assert heads([]) == []
    assert next_after([], []) == (1, [])
