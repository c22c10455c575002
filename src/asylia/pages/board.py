"""From an assessment to what the page beside the question shows, with what the last answer changed marked.

An assessment comes in the shape of one entry of `people` in the JSON of `asylia assess`; nothing here decides anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from asylia.law import LAW
from asylia.law.actions import ACTIONS
from asylia.law.facts import EARLIEST_YEAR, FACTS, NOTHING_KNOWN, read_time
from asylia.law.rights import RIGHTS
from asylia.pages import words
from asylia.pages.cards import Card, card, conflict_of
from asylia.screening import INDICATORS

Seen = Mapping[str, Any]
"""One person's assessment as JSON gives it."""

REFUGEE_COLUMN = "refugee"
VICTIM_COLUMN = "trafficking"


@dataclass(frozen=True)
class Ask:
    """A question that a row of the board leads to."""

    key: str
    text: str


@dataclass(frozen=True)
class RuleName:
    """A rule by its id and its title."""

    id: str
    title: str


@dataclass(frozen=True)
class GuardPart:
    """Actions of one kind that the same rules speak about. parameters: whom or what they concern, if anything."""

    parameters: tuple[str, ...]
    rules: tuple[RuleName, ...]
    asks: tuple[Ask, ...]


@dataclass(frozen=True)
class GuardRow:
    """One action, or several of a kind with the same answer. verdict: hard, soft, hold or allow."""

    action: str
    verdict: str
    parts: tuple[GuardPart, ...]
    new: bool

    @property
    def parameters(self) -> tuple[str, ...]:
        """Whom or what the actions of this row concern."""
        return tuple(name for part in self.parts for name in part.parameters)


@dataclass(frozen=True)
class Because:
    """Why a finding is what it is, by one rule."""

    rule: str
    facts: tuple[tuple[str, str], ...]
    missing: tuple[Ask, ...]


@dataclass(frozen=True)
class FindingRow:
    """One finding: its name, its state as a word for style sheets and in words for people."""

    name: str
    state: str
    state_words: str
    because: tuple[Because, ...]
    new: bool


@dataclass(frozen=True)
class DueRow:
    """One thing due. legal: a limit of law; else Asylia's own default."""

    what: str
    due: str
    iso: str
    rule: str
    legal: bool
    start: str
    new: bool


@dataclass(frozen=True)
class RightRow:
    """One right with its source, who owes it, and the one event that ends it."""

    code: str
    text: str
    source: str
    duty_bearer: str
    ends: str
    rules: tuple[str, ...]
    new: bool


@dataclass(frozen=True)
class TextRow:
    """One task, notice or warning. role: who does a task. source: of a warning about national law, as it was read."""

    role: str
    text: str
    source: str
    rule: str
    new: bool


@dataclass(frozen=True)
class DimensionRow:
    """One dimension of the screening."""

    code: str
    name: str
    state: str
    state_words: str
    counts: str


@dataclass(frozen=True)
class ContradictionRow:
    """A fact that was answered one way while a sign says another. Both are shown; taken is what the law reads."""

    key: str
    text: str
    given: str
    taken: str
    signs: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """One thing the last answer changed."""

    what: str
    was: str
    now: str
    state: str


@dataclass(frozen=True)
class Board:
    """Everything at a glance."""

    refused: tuple[GuardRow, ...]
    always: tuple[GuardRow, ...]
    on_hold: tuple[GuardRow, ...]
    allowed: tuple[GuardRow, ...]
    due: tuple[DueRow, ...]
    findings: tuple[FindingRow, ...]
    open_findings: tuple[FindingRow, ...]
    level: str
    level_words: str
    level_is_new: bool
    dimensions: tuple[DimensionRow, ...]
    refugee_rights: tuple[RightRow, ...]
    victim_rights: tuple[RightRow, ...]
    other_rights: tuple[RightRow, ...]
    tasks: tuple[TextRow, ...]
    notices: tuple[TextRow, ...]
    warnings: tuple[TextRow, ...]
    contradictions: tuple[ContradictionRow, ...]
    cards: tuple[Card, ...]
    changes: tuple[Change, ...]


def board(seen: Seen, before: Seen | None, country: str) -> Board:
    """The board for an assessment. country: of the profile whose law was asked, "" for the international floor.

    before: the assessment without the last answer, None where there was none.
    """
    forbidden_to_all = always(country)
    guards = tuple(guard_rows(seen, before, [one for one in ACTIONS if one not in forbidden_to_all], country))
    findings = tuple(_findings(seen, before))
    rights = tuple(_rights(seen, before))
    level = seen["screening"]["level"]
    return Board(
        refused=tuple(row for word in _REFUSALS for row in guards if row.verdict == word),
        always=tuple(guard_rows(seen, before, [one for one in ACTIONS if one in forbidden_to_all], country)),
        on_hold=tuple(row for row in guards if row.verdict == "hold"),
        allowed=tuple(row for row in guards if row.verdict == "allow"),
        due=tuple(_deadlines(seen, before)),
        findings=tuple(row for row in findings if row.state != "unknown"),
        open_findings=tuple(row for row in findings if row.state == "unknown"),
        level=level,
        level_words=_(words.LEVELS[level]),
        level_is_new=before is not None and before["screening"]["level"] != level,
        dimensions=tuple(_dimensions(seen["screening"]["dimensions"])),
        refugee_rights=tuple(row for row in rights if _column(row.code) == REFUGEE_COLUMN),
        victim_rights=tuple(row for row in rights if _column(row.code) == VICTIM_COLUMN),
        other_rights=tuple(row for row in rights if _column(row.code) not in (REFUGEE_COLUMN, VICTIM_COLUMN)),
        tasks=tuple(_text_rows(seen, before, "tasks", "what", country)),
        notices=tuple(_text_rows(seen, before, "notices", "item", country)),
        warnings=tuple(_text_rows(seen, before, "warnings", "text", country)),
        contradictions=tuple(_contradictions(seen)),
        cards=tuple(card(rule, country) for rule in _rules_used(seen)),
        changes=tuple(_changes(seen, before)) if before else (),
    )


_REFUSALS = ("hard", "soft")
"""Verdicts that refuse, the strongest first."""


def verdict(guard: Mapping[str, Any]) -> str:
    """One word for what a guard says: hard or soft for a refusal, else hold or allow."""
    if guard["verdict"] == "refuse":
        return "hard" if guard["hard"] else "soft"
    return str(guard["verdict"])


def verdict_words(word: str) -> str:
    """The same in words for people."""
    match word:
        case "hard":
            # Translators: what the rules say of an action
            return _("Must not be done now")
        case "soft":
            # Translators: what the rules say of an action
            return _("Must not be done now; two named people may decide otherwise, with the reason")
        case "hold":
            # Translators: what the rules say of an action
            return _("On hold: not enough is known")
    # Translators: what the rules say of an action
    return _("Not stopped by these rules")


@cache
def always(country: str) -> frozenset[str]:
    """The actions that stay refused whatever is known of a person."""
    nobody = LAW.at(country or None).assess(NOTHING_KNOWN, datetime.min.replace(year=EARLIEST_YEAR, tzinfo=UTC))
    return frozenset(
        action for action, guard in nobody.guards.items() if guard.verdict == "refuse" and guard.ask is None
    )


def guard_rows(seen: Seen, before: Seen | None, actions: Sequence[str], country: str) -> Iterator[GuardRow]:
    """The rows for these actions, each kind with the same answer in one. Only guards are read."""
    alike: dict[tuple[str, str], list[str]] = {}
    for action in actions:
        alike.setdefault((action.partition(":")[0], verdict(seen["guards"][action])), []).append(action)
    for (family, said), members in alike.items():
        yield GuardRow(
            action=words.action(family),
            verdict=said,
            parts=tuple(_parts(seen, members, country)),
            new=before is not None and any(verdict(before["guards"][action]) != said for action in members),
        )


def _parts(seen: Seen, actions: Sequence[str], country: str) -> Iterator[GuardPart]:
    by_rules: dict[tuple[str, ...], list[str]] = {}
    for action in actions:
        by_rules.setdefault(tuple(seen["guards"][action]["rules"]), []).append(action)
    for rules, members in by_rules.items():
        asks = dict.fromkeys(seen["guards"][action]["ask"] for action in members)
        yield GuardPart(
            parameters=tuple(words.parameter(action) for action in members if ":" in action),
            rules=tuple(RuleName(rule, card(rule, country).title) for rule in rules),
            asks=tuple(_ask(key) for key in asks if key),
        )


def _ask(key: str) -> Ask:
    return Ask(key, words.question(key))


def _findings(seen: Seen, before: Seen | None) -> Iterator[FindingRow]:
    for name, state in seen["findings"].items():
        yield FindingRow(
            name=_(words.FINDINGS[name]),
            state=state.replace("_", "-"),
            state_words=_(words.FINDING_VALUES[state]),
            because=tuple(_because(name, seen["because"][name])),
            new=before is not None and before["findings"][name] != state,
        )


def _because(name: str, reasons: Sequence[Mapping[str, Any]]) -> Iterator[Because]:
    """The finding's own rules. What it takes from other findings stands beside those, in the same list."""
    for reason in reasons:
        if name not in _CONTRIBUTES[reason["rule"]]:
            continue
        facts = tuple((words.question(key), said(key, value)) for key, value in reason["facts"].items() if _known(key))
        missing = tuple(_ask(key) for key in reason["missing"] if _known(key))
        if facts or missing:
            yield Because(reason["rule"], facts, missing)


_CONTRIBUTES: Mapping[str, frozenset[str]] = {
    rule.id: frozenset(ground.finding.name for ground in rule.grounds) for rule in LAW.rules.values()
}
"""The findings to which each rule contributes."""


def _known(key: str) -> bool:
    return key in FACTS or key in INDICATORS


def said(key: str, value: Any) -> str:
    """A value as it stands in an assessment or an answer, in words."""
    if isinstance(value, bool):
        return words.value(key, "yes" if value else "no")
    if isinstance(value, list | tuple | frozenset | set):
        # Translators: stands between the members of a list, such as "rape, beatings"
        return _(", ").join(words.value(key, member) for member in value)
    if isinstance(value, int | float):
        return f"{value:g}"
    if key in FACTS and FACTS[key].type == "date":
        return day_or_moment(str(value))
    return words.value(key, str(value))


def day_or_moment(text: str) -> str:
    """A day, or a moment in its own offset, in the words of the page's language; a part of a date as it is."""
    moment = read_time(text)
    if moment is None:
        return text
    # Translators: format of a day, in Django's letters: 2 March 2026
    day = date_format(moment, _("j F Y"))
    if "T" not in text:
        return day
    clock, offset = text.partition("T")[2][:5], text.partition("T")[2][5:].removeprefix(":00")
    shown = "UTC" if offset in ("+00:00", "Z") else f"UTC{offset}"
    # Translators: a day and a time of day with its offset, such as 2 March 2026, 22:00 (UTC+01:00)
    return _("%(day)s, %(clock)s (%(offset)s)") % {"day": day, "clock": clock, "offset": shown}


def _deadlines(seen: Seen, before: Seen | None) -> Iterator[DueRow]:
    old = {(row["what"], row["due"]) for row in before["deadlines"]} if before else None
    rows = sorted(seen["deadlines"], key=lambda row: (_sortable(row["due"]), not row["legal"]))
    for row in rows:
        yield DueRow(
            what=_(row["what"]),
            due=day_or_moment(row["due"]),
            iso=row["due"],
            rule=row["rule"],
            legal=row["legal"],
            start=_start(row),
            new=old is not None and (row["what"], row["due"]) not in old,
        )


def _sortable(due: str) -> str:
    moment = read_time(due)
    return (moment or date.max).isoformat()


def _start(row: Mapping[str, Any]) -> str:
    """The day or moment from which the clock counts."""
    return day_or_moment(row["start"]["at"])


def _dimensions(dimensions: Mapping[str, Any]) -> Iterator[DimensionRow]:
    for code, held in dimensions.items():
        state = held["state"]
        yield DimensionRow(
            code=code,
            name=_(words.DIMENSIONS[code]),
            state=state.replace("_", "-"),
            state_words=_(words.DIMENSION_STATES[state]),
            counts=", ".join(str(held[tier]) for tier in ("strong", "medium", "weak")),
        )


def _column(code: str) -> str:
    return RIGHTS[code].column if code in RIGHTS else ""


def _rights(seen: Seen, before: Seen | None) -> Iterator[RightRow]:
    old = {row["code"] for row in before["rights"]} if before else None
    for row in seen["rights"]:
        right = RIGHTS[row["code"]]
        yield RightRow(
            code=row["code"],
            text=_(right.text),
            source=row["source"],
            duty_bearer=_(row["duty_bearer"]),
            ends=_(right.ends_only_on),
            rules=tuple(row["rules"]),
            new=old is not None and row["code"] not in old,
        )


def _text_rows(seen: Seen, before: Seen | None, part: str, field: str, country: str) -> Iterator[TextRow]:
    old = {(row[field], row["rule"]) for row in before[part]} if before else None
    for row in seen[part]:
        text, source = conflict_of(row[field], country)
        yield TextRow(
            role=_(words.ROLES[row["role"]]) if row.get("role") else "",
            text=_(text),
            source=source,
            rule=row["rule"],
            new=old is not None and (row[field], row["rule"]) not in old,
        )


def _contradictions(seen: Seen) -> Iterator[ContradictionRow]:
    for row in seen["contradictions"]:
        key = row["fact"]
        yield ContradictionRow(
            key=key,
            text=words.question(key),
            given=said(key, row["given"]),
            taken=said(key, row["taken"]),
            signs=tuple(words.question(sign) for sign in row["indicators"]),
        )


def _rules_used(seen: Seen) -> tuple[str, ...]:
    """Every rule that spoke or is waited for, once, in the order of its number."""
    used: dict[str, None] = {}
    for action in ACTIONS:
        used.update(dict.fromkeys(seen["guards"][action]["rules"]))
    for reasons in seen["because"].values():
        used.update(dict.fromkeys(reason["rule"] for reason in reasons))
    for row in seen["rights"]:
        used.update(dict.fromkeys(row["rules"]))
    for part in ("deadlines", "tasks", "notices", "warnings"):
        used.update(dict.fromkeys(row["rule"] for row in seen[part]))
    return tuple(sorted(used))


def _changes(seen: Seen, before: Seen) -> Iterator[Change]:
    """What a person would notice: actions, findings and the level first, then what was added or has gone."""
    yield from _changed_guards(seen, before)
    for name, state in seen["findings"].items():
        was = before["findings"][name]
        if was != state:
            yield Change(
                _(words.FINDINGS[name]),
                _(words.FINDING_VALUES[was]),
                _(words.FINDING_VALUES[state]),
                state.replace("_", "-"),
            )
    level, was = seen["screening"]["level"], before["screening"]["level"]
    if level != was:
        # Translators: names the screening level in a list of changes
        yield Change(_("Screening level"), was, level, "level")


def _changed_guards(seen: Seen, before: Seen) -> Iterator[Change]:
    alike: dict[tuple[str, str, str], list[str]] = {}
    for action in ACTIONS:
        now, was = verdict(seen["guards"][action]), verdict(before["guards"][action])
        if now != was:
            alike.setdefault((action.partition(":")[0], was, now), []).append(action)
    for (family, was, now), actions in sorted(alike.items(), key=lambda item: _STRENGTH.index(item[0][2])):
        name = words.action(family)
        parameters = [words.parameter(action) for action in actions if ":" in action]
        if parameters:
            # Translators: an action and whom or what it concerns: "Share information: police, shelter"
            name = _("%(action)s: %(list)s") % {"action": name, "list": _(", ").join(parameters)}
        yield Change(name, verdict_words(was), verdict_words(now), now)


_STRENGTH = ("hard", "soft", "hold", "allow")
