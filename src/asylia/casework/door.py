"""The one door for every change: may this person do it, may it be done to this person, then all of it or nothing.

Pages, API, imports, commands and jobs call `perform`. What it writes, what follows from it by law and its lines in the
log are one transaction. A test walks every route, command and job and shows that nothing else writes into a case.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.crypto import salted_hmac

from asylia.access.asking import before
from asylia.access.policy_begin import may_begin
from asylia.access.refused import NotHere, Stopped
from asylia.access.signed_in import SignedIn
from asylia.audit.log import logged
from asylia.casework import actions
from asylia.casework.answers import Done, Rejected
from asylia.casework.models import Receipt
from asylia.casework.steps import STEPS, Door, Given, Step
from asylia.record import derived
from asylia.record.cases import count

__all__ = ["STEPS", "actions", "perform"]


def perform(signed_in: SignedIn, action: str, code: str | None, given: Given, *, key: UUID, now: datetime) -> Done:
    """Do one thing to one case, with all that follows from it, or nothing.

    action: a name of STEPS. code: the agency's code of the case, None for an action that opens one. given: what the
    action asks for. key: chosen by the sender for this command; the same key again gives the same answer, and does
    nothing. now: with offset, from the server's clock. Raises NotHere, Refused, Rejected, LogUnwritable.
    """
    with logged(signed_in, now) as log:
        wanted = STEPS.get(action)
        if wanted is None or wanted.opens != (code is None):
            log.add(action="unknown", allowed=False, rule="unknown_action")
            raise Rejected("There is no such action for this. Nothing was changed.", "action")
        door = Door(signed_in, before(signed_in, code or "", now), log, given, now)
        try:
            return _once(door, wanted, code, key)
        except Rejected:
            log.add(action=action, allowed=False, rule="rejected", case=code or "")
            raise
        except Stopped as stopped:
            # In the shape in which pages and API keep what was written, and say why it was not taken.
            raise Rejected(str(stopped)) from None
        finally:
            door.asking.tell(log)


def _once(door: Door, wanted: Step, code: str | None, key: UUID) -> Done:
    _in_turn(door, wanted, key)
    _may_come_in(door, wanted)
    digest = _digest(wanted.name, code, door.given)
    of_sender = {"agency_id": door.signed_in.agency, "account": door.signed_in.account, "key": key}
    receipt = Receipt.objects.filter(**of_sender).first()
    if receipt is not None:
        return _again(door, wanted, receipt, digest)
    if wanted.settled:
        count(door.found.case, door.now)
    wanted.run(door)
    if not wanted.unseen and not wanted.settled:
        _follow(door)
    done = Done(
        door.asking.code if wanted.unseen else door.found.code,
        {what: tuple(rows) for what, rows in door.made.items()},
        tuple(door.notes),
    )
    Receipt.objects.create(**of_sender, digest=digest, answer=_written(done), at=door.now)
    return done


def _may_come_in(door: Door, wanted: Step) -> None:
    """Whether the account has anything to do with this case, before anything is read of what was given.

    An error in what was given would else tell that there is a case.
    """
    if wanted.unseen:
        return
    if wanted.opens:
        answer = may_begin(door.signed_in.actor, str(door.given.get("role", "")), door.now)
        if not answer.allowed:
            door.log.add(action="case.open", allowed=False, rule=answer.rule)
            raise NotHere
        return
    if not door.asking.opens():
        door.asking.need("read", "frame")
        raise NotHere


TURNS = "SELECT pg_advisory_xact_lock(hashtextextended(turn, 0)) FROM unnest(%s::text[]) AS turn"


def _in_turn(door: Door, wanted: Step, key: UUID) -> None:
    """One command after the other: of those under the same key, and of those on one case.

    So what is sent twice at once is done once, and what the law reads is what stands.
    """
    turns = [f"{door.signed_in.account} {key}"]
    if door.asking.found is not None and not wanted.unseen:
        turns.append(str(door.found.case))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(turn, 0)) FROM unnest(%s::text[]) AS turn", [turns]
        )


def _follow(door: Door) -> None:
    """Write what the law says of the case now, and put it first in the lists."""
    standing = derived.standing(door.found.case)
    outcome = door.law(derived.begun(standing)).outcome
    derived.write(door.found.case, door.signed_in, outcome, standing, door.now)
    count(door.found.case, door.now)


def _again(door: Door, wanted: Step, receipt: Receipt, digest: str) -> Done:
    if receipt.digest != digest or receipt.answer is None:
        raise Rejected(
            "This was sent under a number that was used for something else. Nothing was changed. Send it once more.",
            "key",
        )
    door.log.add(action=wanted.name, allowed=True, rule="repeated", case=receipt.answer["code"])
    if wanted.opens:
        door.begin(receipt.answer["code"])
    made = {what: tuple(map(UUID, rows)) for what, rows in receipt.answer["made"].items()}
    return Done(receipt.answer["code"], made, tuple(receipt.answer["notes"]), repeated=True)


def _written(done: Done) -> dict[str, Any]:
    return {
        "code": done.code,
        "made": {what: [str(row) for row in rows] for what, rows in done.made.items()},
        "notes": list(done.notes),
    }


def _digest(action: str, code: str | None, given: Given) -> str:
    """What was sent, under a key of the server's: equal texts are found equal, and none can be guessed from it."""
    text = json.dumps([action, code, given], sort_keys=True, default=str)
    return salted_hmac("asylia.casework.receipt", text, algorithm="sha256").hexdigest()
