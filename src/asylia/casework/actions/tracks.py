"""Moving a track: what a track permits from where it stands, if role, needs and law all allow it now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from asylia.access.drawers import Drawers
from asylia.access.models_accounts import Account
from asylia.access.policy_standing import Entry, Field
from asylia.access.purposes import OF_FIELDS
from asylia.access.roles import ACTIONS as PERMISSIONS
from asylia.access.vault_errors import NotUnlocked
from asylia.assessment import Assessment
from asylia.casework.answers import Rejected, Sentences
from asylia.casework.steps import Door, step
from asylia.casework.tracks.answers import Given, NotAnswered, read
from asylia.casework.tracks.every import MACHINES
from asylia.casework.tracks.machine import STAYS, TOO_EARLY, Machine, Missing, Move, law_of, missing, sets_of, waits
from asylia.casework.tracks.where import At, at
from asylia.law.engine import LAW_VERSION
from asylia.record import ledger
from asylia.record.compartments import ANY, OF_TRACKS
from asylia.record.models import Case, SealedField, TrackStep

MOVED = {name: machine for name, machine in MACHINES.items() if name in OF_TRACKS}
"""Tracks that are moved so. What was agreed to, and where the person was sent, is written with more than a state."""

SOURCE: Final = "document"
CERTAINTY: Final = "verified"
"""How a fact is known that a move sets: whoever is competent did it, and it is on file."""


@step("track.move")
def move(door: Door) -> None:
    """Make one move on one track, if it may follow, by whom the track says, and the law allows it now."""
    machine, wanted = _wanted(door)
    steps = list(TrackStep.objects.filter(case_id=door.found.case, kind=machine.kind).order_by("taken_at", "id"))
    given = _answers(door, machine, wanted)
    about = {asked.name: str(given.codes[asked.name]) for asked in machine.about}
    latest = next((one for one in reversed(steps) if one.about == about), None)
    _permission(door, wanted, given, latest)
    assessment = door.law()
    standing = ledger.standing_of(door.found.case)
    here = at(machine, about, steps, standing.known, disputed=machine.fact in standing.contradictions)
    if machine.kind == "case":
        here = At(machine, about, door.found.access.case.state, here.last, here.since)
    _may_follow(door, here, wanted, assessment)
    ends = wanted.to(str(here.state))
    codes = {name: str(answer) for name, answer in given.codes.items()}
    facts = sets_of(wanted, codes)
    if machine.fact and wanted.ends != STAYS:
        facts[machine.fact] = ends
    _set(door, facts, standing)
    if action := law_of(wanted, codes):
        door.allow(action)
    if machine.kind == "case":
        Case.objects.filter(pk=door.found.case).update(state=ends)
    texts = _sealed(door, machine, given.words)
    row = TrackStep.objects.create(
        case_id=door.found.case,
        agency_id=door.signed_in.agency,
        kind=machine.kind,
        about=about,
        move=wanted.name,
        begins=str(here.state),
        ends=ends,
        answers={name: answer for name, answer in given.codes.items() if name not in about},
        texts=texts,
        second=given.accounts[0] if given.accounts else None,
        law=LAW_VERSION,
        taken_at=door.now,
        taken_by=door.signed_in.account,
    )
    door.add("steps", row.pk)


def _wanted(door: Door) -> tuple[Machine, Move]:
    machine = MOVED.get(str(door.given.get("track", "")))
    if machine is None:
        raise Rejected("Nothing was changed: there is no such track.", "track")
    wanted = machine.move(str(door.given.get("move", "")))
    if wanted is None:
        raise Rejected("Nothing was changed: this track has no such move.", "move")
    return machine, wanted


def _answers(door: Door, machine: Machine, wanted: Move) -> Given:
    given: Any = door.given.get("answers") or {}
    if not isinstance(given, Mapping):
        raise Rejected("Nothing was changed: answers must be names with what was answered.", "answers")
    try:
        return read((*machine.about, *wanted.asks), given, lambda account: _colleague(door, account), door.now.date())
    except NotAnswered as error:
        raise Rejected(str(error), error.name) from None


def _colleague(door: Door, account: UUID) -> bool:
    others = Account.objects.filter(pk=account, agency_id=door.signed_in.agency, active=True)
    return account != door.signed_in.account and others.exists()


def _permission(door: Door, wanted: Move, given: Given, latest: TrackStep | None) -> None:
    """Raises NotHere where no role of the account does this, or somebody who may not be is named as the second."""
    own = str(door.signed_in.account)
    author = str(latest.taken_by) if latest and PERMISSIONS[wanted.by].not_own else own
    second = str(given.accounts[0]) if given.accounts else None
    of = Field("", wanted.area, wanted.through.partition(".")[2], frozenset(OF_FIELDS)) if wanted.through else None
    door.asking.need(wanted.by, wanted.area or None, of, Entry(author=author, second=second))


def _may_follow(door: Door, here: At, wanted: Move, assessment: Assessment) -> None:
    if here.state is None:
        raise Rejected(
            "Nothing was changed: two different things are recorded of where this track stands. Set that right first.",
            "track",
        )
    if here.state not in wanted.begins:
        raise Rejected(
            "Nothing was changed: this does not follow from where the track stands now: %(state)s.",
            "move",
            state=Sentences((here.machine.states[here.state],)),
        )
    if wanted.after is not None and waits(wanted, here.last, door.now):
        raise Rejected("Not yet. %(why)s", "move", why=Sentences((wanted.after.says,)))
    outcome = assessment.outcome
    lacking = missing(wanted, outcome.look, outcome.deadlines)
    if lacking:
        raise Rejected("Not yet: %(why)s", "move", why=Sentences(_said(one) for one in lacking))


def _said(one: Missing) -> str | Rejected:
    return Rejected(TOO_EARLY, what=Sentences((one.past,))) if one.past else one.says


def _set(door: Door, facts: Mapping[str, str], standing: Any) -> None:
    told = []
    for key, answer in facts.items():
        earlier = frozenset(entry.id for entry in standing.by_key.get(key, ()))
        told.append(ledger.superseding(ledger.told(key, answer, SOURCE, CERTAINTY), earlier))
    for entry in ledger.record(door.found.case, door.signed_in, told, door.now):
        door.add("facts", entry.id)


def _sealed(door: Door, machine: Machine, words: Mapping[str, str]) -> dict[str, str]:
    """Seal what was said in words, each as a note of its own where the track stands."""
    if not words:
        return {}
    letter = OF_TRACKS[machine.kind]
    letter = "H" if letter == ANY else letter
    kind = f"note_{letter.lower()}"
    fields = SealedField.objects.filter(case_id=door.found.case, field__startswith=f"{kind}.")
    number = max((int(name.rpartition(".")[2]) for name in fields.values_list("field", flat=True)), default=0)
    drawers, kept = Drawers(door.signed_in, door.found), {}
    for number, (name, text) in enumerate(words.items(), start=number + 1):  # noqa: B020 - goes on from the last one
        kept[name] = f"{kind}.{number}"
        try:
            drawers.write(letter, kept[name], 1, (), text, door.now)
        except NotUnlocked:
            raise Rejected(
                "Nothing was changed: this agency has no key yet for what you wrote. A colleague who holds the keys "
                "has to give them first. Your text is still here.",
                name,
            ) from None
    return kept
