"""Writing what only the agency's keys open: names, ways to reach the person, notes, what was told in words."""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import category

from asylia.access.asking import text_field
from asylia.access.drawers import Drawers
from asylia.access.policy_standing import Entry
from asylia.access.vault_errors import NotUnlocked
from asylia.casework.actions.telling import ACTION
from asylia.casework.answers import Rejected
from asylia.casework.steps import Door, step
from asylia.record.dictionary import DictionaryError
from asylia.record.models import SealedField
from asylia.record.texts import heads, next_after

LONGEST = 20_000
"""Signs in one text."""


@step("text.write", settled=True)
def write_text(door: Door) -> None:
    """Write a text. Where somebody else wrote it meanwhile, both texts are kept side by side until one follows both."""
    name, text = str(door.given.get("field", "")), door.given.get("text")
    try:
        field = text_field(name)
    except DictionaryError as error:
        raise Rejected("The text was not written. %(cause)s", "field", cause=error) from None
    door.asking.need(ACTION, field.compartment, field, Entry(author=str(door.signed_in.account)))
    if not isinstance(text, str) or not text.strip():
        raise Rejected("The text was not written: it is empty.", "text")
    if len(text) > LONGEST:
        raise Rejected("The text was not written: it is longer than %(most)s signs. Divide it.", "text", most=LONGEST)
    if any(category(sign) in ("Cs", "Cc") and sign not in "\n\r\t" for sign in text):
        raise Rejected("The text was not written: it holds signs that are no letters. Type it once more.", "text")
    rows = list(SealedField.objects.filter(case_id=door.found.case, agency_id=door.signed_in.agency, field=name))
    version, after = next_after(rows, _seen(door.given.get("after")))
    _seal(door, field.compartment, name, version, after, text)
    beside = [row for row in heads(rows) if row.version not in after]
    if beside:
        door.notes.append("two_texts")


def _seal(door: Door, compartment: str, name: str, version: int, after: Iterable[int], text: str) -> None:
    drawers = Drawers(door.signed_in, door.found)
    try:
        drawers.write(compartment, name, version, tuple(after), text, door.now)
    except NotUnlocked:
        raise Rejected(
            "The text was not written: this agency has no key for it yet. A colleague who holds the keys has to give "
            "them first. Your text is still here.",
            "text",
        ) from None


def _seen(given: object) -> list[int]:
    if given is None:
        return []
    if not isinstance(given, list) or not all(isinstance(one, int) for one in given):
        raise Rejected("The text was not written: the versions seen before must be whole numbers.", "after")
    return given
