"""Everything that one account may see of one case at a glance. What it does not see leaves no hole and no heading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from asylia.access.asking import before
from asylia.access.drawers import Opened
from asylia.access.signed_in import SignedIn
from asylia.access.window import Look, look
from asylia.assessment import Assessment
from asylia.audit.log import logged
from asylia.law.actions import ACTIONS
from asylia.law.country import load
from asylia.law.facts import FACTS
from asylia.law.rights import RIGHTS
from asylia.pages import case_signs, case_words, contact_rule, openings, words
from asylia.pages.age import age_words
from asylia.pages.board import GuardRow, always, day_or_moment, guard_rows, said, verdict
from asylia.pages.cards import card
from asylia.pages.case_answers import now, of_a_case, show
from asylia.pages.case_asking import ask_next, assessed, may_be_asked, sees_all
from asylia.pages.case_doing import acts, does, writes
from asylia.pages.case_tracks import Due, not_begun, tracks
from asylia.pages.colleagues import names
from asylia.pages.desk import stamp
from asylia.record.models import Barred, Block, Deadline, RuleOutcome, Task
from asylia.record.models import Right as StoredRight
from asylia.record.standing import Entry

JUST_NOW = timedelta(minutes=2)
"""So long after something was kept, the page says so."""

AGE = ("person.declared_age", "person.age_doubt", "age.range_low", "age.range_high")


STRONGEST = ("hard", "soft", "hold")

SHOWN_FIRST = frozenset({"alias", "channel", "never"})
"""What stands at the head of the page, and not a second time among the texts."""


@dataclass(frozen=True)
class Told:
    """One thing that stands in the ledger, in words."""

    said: str
    mark: str
    source: str
    certainty: str
    day: str
    who: str
    stands: bool = True


@dataclass(frozen=True)
class Known:
    """Everything that stands on one question. apart: whether it disagrees."""

    key: str
    text: str
    told: tuple[Told, ...]
    apart: bool


@dataclass(frozen=True)
class Text:
    """One sealed field, with each of its versions that stand side by side."""

    field: str
    name: str
    versions: tuple[Mapping[str, Any], ...]


@of_a_case
def case(request: HttpRequest, someone: SignedIn, code: str) -> HttpResponse:
    """The case of this code."""
    moment = now()
    with logged(someone) as log:
        seen = look(someone, log, code, moment)
        asking = before(someone, seen.code, moment)
        signs = case_signs.standing(asking)
        asking.tell(log)
        called = names(someone, _everybody(seen) | case_signs.authors(signs))
        danger_until = openings.mine_until(asking)
    context = page(someone, seen, called, moment)
    kept = (*context["kept"], *case_signs.just_now(signs, someone.account, moment - JUST_NOW))
    shown = tuple(case_signs.groups(signs, called))
    return show(request, "case", **{**context, "kept": kept}, signs=shown, danger_until=danger_until)


def _everybody(seen: Look) -> set[UUID]:
    written = {version.written_by for versions in seen.texts.values() for version in versions}
    acted = {row.taken_by for row in seen.acts}
    people = {row.account for row in seen.people}
    return {*seen.authors.values(), *people, *written, *acted, *openings.everybody(seen)}


def page(someone: SignedIn, seen: Look, called: Mapping[UUID, str], moment: datetime) -> Mapping[str, Any]:
    """What the template of the case page is given."""
    barred, assessment = tuple(barred_rows(seen)), assessed(seen, moment)
    ways = tuple(contact_rule.ways(seen.texts, moment))
    mine = [row for row in seen.tasks if row.role in seen.roles]
    rows = tuple(tracks(seen, assessment, moment))
    dangers = openings.in_words(seen.openings if seen.own else (), called, moment)
    return {
        "code": seen.code,
        "state": _(case_words.STATES[seen.state]),
        "country": country_name(seen.country),
        "roles": [_(words.ROLES[role]) for role in sorted(seen.roles)],
        "age": _age(seen, assessment),
        "alias": [one.text for one in seen.texts.get("alias", ()) if one.text],
        "never": tuple(version(one, called) for one in seen.texts.get("never", ())),
        "ways": ways,
        "no_way": not ways and sees_all(seen.roles, "B") and writes(seen),
        "kept": tuple(_kept(someone, seen, moment)),
        "refused": [row for row in barred if row.verdict in ("hard", "soft") and row.of_case],
        "always": [row for row in barred if not row.of_case],
        "on_hold": [row for row in barred if row.verdict == "hold"],
        "due": sorted((_due(row, moment) for row in seen.deadlines), key=lambda row: (row.iso, not row.legal)),
        "my_tasks": tuple(map(_task, mine)),
        "other_tasks": tuple(_task(row) for row in seen.tasks if row not in mine),
        "next": ask_next(seen, assessment),
        "tracks": tuple(row for row in rows if row.begun),
        "not_begun": tuple(not_begun(seen, rows)),
        "findings": tuple(map(_finding, seen.findings)),
        "rights": tuple(_rights(seen.rights)),
        "groups": tuple(_groups(seen, called)),
        "texts": tuple(_texts(seen, called)),
        "people": tuple(_people(seen, called)),
        "done": tuple(_done(seen, called)),
        "own": seen.own,
        "dangers": openings.going_on(dangers),
        "earlier_dangers": bool(dangers),
        "records": writes(seen),
        "acts": bool(acts(seen)),
        "to_people": bool(seen.people) or writes(seen) or (seen.own and does(seen, "case.assign")),
        "cards": [card(rule, seen.country) for rule in _rules(seen)],
    }


def country_name(country: str) -> str:
    """The name of the host country; empty where none was said."""
    return _(load(country).name) if country else ""


def version(one: Opened, called: Mapping[UUID, str]) -> Mapping[str, Any]:
    """One version of a sealed field. A way to reach the person shows as its rule, and never with the number."""
    rule = contact_rule.read(one.text) if one.text is not None and one.field.startswith("channel") else None
    return {
        "text": one.text if rule is None else None,
        "rule": tuple(contact_rule.sentences(rule, now())) if rule else (),
        "trouble": _(case_words.TROUBLES[one.trouble]) if one.trouble else "",
        "at": one.written_at,
        "who": called.get(one.written_by, ""),
    }


def _age(seen: Look, assessment: Assessment) -> str:
    """How old the person is by what this account sees; empty where it would see no answer about age at all."""
    if not any(key in seen.ledger.by_key for key in AGE) and not may_be_asked(seen.roles, AGE[0]):
        return ""
    known = seen.ledger.known
    age = known.facts.get("person.declared_age")
    return age_words(
        assessment.outcome.findings["child"],
        said("person.declared_age", age) if age is not None else "",
        in_doubt=known.facts.get("person.age_doubt") is True,
    )


@dataclass(frozen=True)
class BarredRow:
    """What may not be done, with its reasons where the account sees them. of_case: not simply so for everybody."""

    row: GuardRow
    why: bool
    of_case: bool

    @property
    def verdict(self) -> str:
        return self.row.verdict


def barred_rows(seen: Look) -> Iterator[BarredRow]:
    """What is barred for all, strongest first, and the reasons as far as this account sees them."""
    reasons = {row.action: row for row in seen.blocks}
    barred: tuple[Block | Barred, ...] = (*seen.blocks, *seen.barred)
    guards = {
        row.action: {
            "verdict": row.verdict,
            "hard": row.hard,
            "rules": tuple(reasons[row.action].rules) if row.action in reasons else (),
            "ask": asks(seen, reasons[row.action].ask) if row.action in reasons else None,
        }
        for row in barred
    }
    everywhere = always(seen.country)
    alike: dict[tuple[str, str, bool, bool], list[str]] = {}
    for action in (one for one in ACTIONS if one in guards):
        kind = (action.partition(":")[0], verdict(guards[action]), action in reasons, action not in everywhere)
        alike.setdefault(kind, []).append(action)
    for (_family, _said, why, of_case), members in sorted(alike.items(), key=lambda one: STRONGEST.index(one[0][1])):
        for row in guard_rows({"guards": guards}, None, members, seen.country):
            yield BarredRow(row, why, of_case)


def asks(seen: Look, key: str) -> str | None:
    """The question that could clear something, where this account would see its answer."""
    return key if key in FACTS and may_be_asked(seen.roles, key) else None


def _due(row: Deadline, moment: datetime) -> Due:
    end = row.due + timedelta(days=1) if row.whole_day else row.due
    iso = row.due.date().isoformat() if row.whole_day else stamp(row.due)
    return Due(_(row.what), day_or_moment(iso), iso, row.legal, end < moment, tuple(row.rules))


def _task(row: Task) -> Mapping[str, Any]:
    return {"role": _(words.ROLES[row.role]), "what": _(row.what), "rules": tuple(row.rules)}


def _finding(row: RuleOutcome) -> Mapping[str, Any]:
    return {
        "name": words.finding(row.finding),
        "state": row.state.replace("_", "-"),
        "state_words": _(words.FINDING_VALUES[row.state]),
        "rules": tuple(row.rules),
    }


def _rights(rows: Iterable[StoredRight]) -> Iterator[Mapping[str, Any]]:
    headings = (
        ("refugee", _("As a refugee or asylum-seeker")),
        ("trafficking", _("As a person who was, or may have been, trafficked")),
        ("statelessness", _("Other rights")),
    )
    for column, heading in headings:
        held = [row for row in rows if row.code in RIGHTS and RIGHTS[row.code].column == column]
        if held:
            yield {"heading": heading, "rows": tuple(map(_right, held))}


def _right(row: StoredRight) -> Mapping[str, Any]:
    right = RIGHTS[row.code]
    return {
        "code": row.code,
        "text": _(right.text),
        "source": right.source,
        "duty_bearer": _(row.owed_by),
        "ends": _(right.ends_only_on),
        "rules": tuple(row.rules),
    }


def _groups(seen: Look, called: Mapping[UUID, str]) -> Iterator[Mapping[str, Any]]:
    for group in words.GROUPS:
        rows = tuple(known(seen, key, called) for key in words.keys_of(group) if key in seen.ledger.by_key)
        if rows:
            yield {"id": group, "name": words.group_name(group), "rows": rows}


def known(seen: Look, key: str, called: Mapping[UUID, str]) -> Known:
    """What stands on one question."""
    return Known(
        key,
        words.question(key),
        tuple(told(entry, called.get(seen.authors[entry.id], "")) for entry in seen.ledger.by_key.get(key, ())),
        key in seen.ledger.contradictions,
    )


def told(entry: Entry, who: str, *, stands: bool = True) -> Told:
    """One entry of the ledger in words."""
    answer = "asked" if entry.value is None else entry.value
    shown = said(entry.key, entry.closed or answer)
    plain = {True: "yes", False: "no"}.get(answer, "value") if isinstance(answer, bool) else "value"
    return Told(
        said=shown or _("None of these"),
        mark=entry.closed or ("asked" if entry.value is None else plain),
        source=_(case_words.SOURCES[entry.source]),
        certainty=_(case_words.CERTAINTIES[entry.certainty]),
        day=day_or_moment(stamp(entry.recorded_at)),
        who=who,
        stands=stands,
    )


def _texts(seen: Look, called: Mapping[UUID, str]) -> Iterator[Mapping[str, Any]]:
    for name, kinds in case_words.TEXT_GROUPS.values():
        rows = [
            Text(field, case_words.text(field), tuple(version(one, called) for one in versions))
            for kind in kinds
            for field, versions in sorted(seen.texts.items(), key=lambda one: _in_order(one[0]))
            if field.partition(".")[0] == kind and kind not in SHOWN_FIRST
        ]
        if rows:
            yield {"name": _(name), "rows": rows}


def _in_order(field: str) -> tuple[str, int]:
    kind, _dot, number = field.partition(".")
    return kind, int(number or 0)


def _people(seen: Look, called: Mapping[UUID, str]) -> Iterator[Mapping[str, str]]:
    for row in sorted(seen.people, key=lambda row: (row.role, called.get(row.account, ""))):
        yield {"name": called.get(row.account, ""), "role": _(words.ROLES[row.role])}


def _done(seen: Look, called: Mapping[UUID, str]) -> Iterator[Mapping[str, str]]:
    """What people did to or with the person, the newest first."""
    for row in reversed(seen.acts):
        yield {
            "what": words.full_action(row.action),
            "day": day_or_moment(stamp(row.taken_at)),
            "who": called.get(row.taken_by, ""),
        }


def _kept(someone: SignedIn, seen: Look, moment: datetime) -> Iterator[Mapping[str, str]]:
    """What this account wrote into the case just now, so that it can see that it was kept."""
    since = moment - JUST_NOW
    for entry in seen.history:
        if entry.recorded_at >= since and seen.authors[entry.id] == someone.account:
            yield {"what": words.question(entry.key), "said": told(entry, "").said, "at": f"{entry.recorded_at:%H:%M}"}
    for field, versions in seen.texts.items():
        for version in versions:
            if version.written_at >= since and version.written_by == someone.account:
                yield {"what": case_words.text(field), "said": "", "at": f"{version.written_at:%H:%M}"}


def _rules(seen: Look) -> list[str]:
    rows = (*seen.blocks, *seen.rights, *seen.tasks, *seen.deadlines, *seen.findings)
    return sorted({rule for row in rows for rule in row.rules})
