"""How a person may be reached without danger. The rule comes first, and the number only where it allows (R09)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from enum import StrEnum
from functools import reduce
from zoneinfo import ZoneInfo

MIDNIGHT = time(0)


class Use(StrEnum):
    """What one could do with a number or address."""

    CALL = "call"
    MESSAGE = "message"
    LEAVE_MESSAGE = "leave a message"
    WRITE = "write a letter or e-mail"
    VISIT = "visit"


class Shared(StrEnum):
    """Whether someone else can see the screen or hear the phone. Not known is no reassurance."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Hours:
    """Safe hours on some days of the week (0 is Monday), from start until before end, in the person's own time.

    Raises ValueError where the end does not come later on the same day: hours across midnight are two.
    """

    days: frozenset[int]
    start: time
    end: time

    def __post_init__(self) -> None:
        if self.end <= self.start and self.end != MIDNIGHT:
            raise ValueError("safe hours end after they start, on the same day; midnight is 00:00")


@dataclass(frozen=True)
class SafeContact:
    """One way to reach the person, with its rule. `number` is a phone number or an address, and does not show in texts.

    never: this way must not be used at all. uses: what is allowed. hours: when; empty means at no hour. confirmed_at:
    when the person last said that this is safe. ask_again_on: from then on it has to be confirmed at the next contact.
    ends_at: from then on it is no longer used.
    """

    number: str = field(repr=False)
    never: bool
    uses: frozenset[Use]
    hours: Sequence[Hours]
    zone: ZoneInfo
    language: str
    ask_for: str = field(repr=False)
    code_word: str = field(repr=False)
    may_name_organisation: bool
    shared: Shared
    confirmed_at: datetime
    ask_again_on: datetime
    ends_at: datetime


class Hidden(StrEnum):
    """Why a number is not shown."""

    NEVER = "This way must never be used."
    NO_USE = "Nothing is allowed with this number."
    NOT_YET = "This rule is not confirmed yet."
    ENDED = "This rule has ended. Ask the person for a safe way before using it."
    HOUR = "It is not safe at this hour."


def why_hidden(rule: SafeContact, now: datetime) -> Hidden | None:
    """Why the number may not be shown now, or None where it may. now: a time with offset."""
    if rule.never:
        return Hidden.NEVER
    if not rule.uses:
        return Hidden.NO_USE
    if now < rule.confirmed_at:
        return Hidden.NOT_YET
    if now >= rule.ends_at:
        return Hidden.ENDED
    if not _safe_hour(rule, now):
        return Hidden.HOUR
    return None


def may_show_number(rule: SafeContact, now: datetime) -> bool:
    """Whether the number may stand on a page, in a letter, an export or a link now."""
    return why_hidden(rule, now) is None


@dataclass(frozen=True)
class ContactCard:
    """What may be shown: the rule in sentences, first, and then the number, or None where it may not be shown."""

    rule: tuple[str, ...]
    number: str | None = field(repr=False)


def contact_card(rule: SafeContact, now: datetime) -> ContactCard:
    """The only form in which a number leaves this module. The sentences never hold the number."""
    hidden = why_hidden(rule, now)
    if hidden is Hidden.NEVER:
        # Whom to ask for and the code word would only help to use it all the same.
        return ContactCard((str(hidden),), None)
    return ContactCard(tuple(_sentences(rule, now, hidden)), None if hidden else rule.number)


def _sentences(rule: SafeContact, now: datetime, hidden: Hidden | None) -> list[str]:
    said = [str(hidden)] if hidden else []
    allowed = [use for use in Use if use in rule.uses]
    forbidden = [use for use in Use if use not in rule.uses]
    said += [f"Allowed: {', '.join(allowed)}."] if allowed else []
    said += [f"Never: {', '.join(forbidden)}."] if forbidden else []
    said += [] if rule.may_name_organisation else ["Never say for which organisation you call."]
    said += [f"Safe hours ({rule.zone.key}): {'; '.join(map(_hours, rule.hours))}."] if rule.hours else []
    said += [f"Language: {rule.language}."] if rule.language else []
    said += [f"Ask for: {rule.ask_for}."] if rule.ask_for else []
    said += [f"Code word: {rule.code_word}."] if rule.code_word else []
    if rule.shared is not Shared.NO:
        said.append(
            "Someone else may see or hear this." if rule.shared is Shared.YES else "Not known who else hears it."
        )
    if now >= rule.ask_again_on:
        said.append("Ask first whether this is still safe: it was not confirmed for a while.")
    return said


def strictest(rules: Sequence[SafeContact]) -> SafeContact:
    """The rule that counts while several stand side by side: only what all of them allow, until somebody decides (R56).

    Where they do not agree on the number, whom to ask for, the code word or the zone of the hours, one of them is
    wrong and nobody knows which: this way is then not used at all. Raises ValueError where there is none.
    """
    if not rules:
        raise ValueError("there is no rule to keep to")
    first = rules[0]
    disagree = any(_identity(rule) != _identity(first) for rule in rules)
    return replace(
        first,
        never=disagree or any(rule.never for rule in rules),
        uses=frozenset.intersection(*(rule.uses for rule in rules)),
        hours=reduce(_both, [rule.hours for rule in rules]),
        language=" or ".join(dict.fromkeys(rule.language for rule in rules if rule.language)),
        may_name_organisation=all(rule.may_name_organisation for rule in rules),
        shared=next(said for said in (Shared.YES, Shared.UNKNOWN, Shared.NO) if any(r.shared is said for r in rules)),
        confirmed_at=max(rule.confirmed_at for rule in rules),
        ask_again_on=min(rule.ask_again_on for rule in rules),
        ends_at=min(rule.ends_at for rule in rules),
    )


def never_lists_joined(lists: Iterable[Iterable[str]]) -> frozenset[str]:
    """Who must never find the person or see the file, while several lists stand side by side: everyone on any (R56)."""
    return frozenset(who for one in lists for who in one)


def _identity(rule: SafeContact) -> tuple[str, str, str, str]:
    return rule.number, rule.ask_for, rule.code_word, rule.zone.key


def _both(some: Sequence[Hours], others: Sequence[Hours]) -> Sequence[Hours]:
    """The hours that are in both, none where they do not meet."""
    met = []
    for one in some:
        for other in others:
            days = one.days & other.days
            start = max(one.start, other.start)
            end = min((one.end, other.end), key=_end_of_day_last)
            if days and (start < end or end == MIDNIGHT):
                met.append(Hours(days, start, end))
    return met


def _end_of_day_last(end: time) -> tuple[bool, time]:
    return end == MIDNIGHT, end


DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _hours(hours: Hours) -> str:
    days = " ".join(DAYS[day] for day in sorted(hours.days))
    return f"{days} {hours.start:%H:%M} to {hours.end:%H:%M}"


def _safe_hour(rule: SafeContact, now: datetime) -> bool:
    local = now.astimezone(rule.zone)
    return any(
        local.weekday() in hours.days
        and hours.start <= local.time()
        and (local.time() < hours.end or hours.end == MIDNIGHT)
        for hours in rule.hours
    )
