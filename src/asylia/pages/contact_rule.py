"""A way to reach the person as it is kept, filled in and shown: the rule in sentences first, the number last."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from asylia.access.drawers import Opened
from asylia.access.safe_contact import Hidden, Hours, SafeContact, Shared, Use, contact_card, strictest, why_hidden
from asylia.pages.board import day_or_moment
from asylia.pages.desk import stamp

FORMAT = "asylia-contact-1"
LONGEST = 200
"""Signs of a number, name or word."""

ASK_AGAIN, ENDS = timedelta(days=30), timedelta(days=90)
"""After so long one asks whether a way is still safe; after so long it is no longer used. Asylia's own defaults."""

USES: Mapping[Use, str] = {
    Use.CALL: gettext_noop("call"),
    Use.MESSAGE: gettext_noop("send a message"),
    Use.LEAVE_MESSAGE: gettext_noop("leave a message"),
    Use.WRITE: gettext_noop("write a letter or e-mail"),
    Use.VISIT: gettext_noop("visit"),
}
DAYS = (
    gettext_noop("Monday"),
    gettext_noop("Tuesday"),
    gettext_noop("Wednesday"),
    gettext_noop("Thursday"),
    gettext_noop("Friday"),
    gettext_noop("Saturday"),
    gettext_noop("Sunday"),
)
SHARED: Mapping[Shared, str] = {
    Shared.UNKNOWN: gettext_noop("Not known"),
    Shared.YES: gettext_noop("Yes, somebody else may"),
    Shared.NO: gettext_noop("No, nobody else"),
}
HIDDEN: Mapping[Hidden, str] = {
    Hidden.NEVER: gettext_noop("This way must never be used."),
    Hidden.NO_USE: gettext_noop("Nothing is allowed with this number."),
    Hidden.NOT_YET: gettext_noop("This rule is not confirmed yet."),
    Hidden.ENDED: gettext_noop("This rule has ended. Ask the person for a safe way before using it."),
    Hidden.HOUR: gettext_noop("It is not safe at this hour."),
}


class RuleProblem(ValueError):
    """A rule that cannot be taken. field: the part of the page to mend."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.field = field


def written(rule: SafeContact) -> str:
    """A rule as the text of a sealed field."""
    return json.dumps(
        {
            "format": FORMAT,
            "number": rule.number,
            "never": rule.never,
            "uses": sorted(rule.uses),
            "hours": [
                [sorted(hours.days), hours.start.isoformat("minutes"), hours.end.isoformat("minutes")]
                for hours in rule.hours
            ],
            "zone": rule.zone.key,
            "language": rule.language,
            "ask_for": rule.ask_for,
            "code_word": rule.code_word,
            "may_name_organisation": rule.may_name_organisation,
            "shared": rule.shared,
            "confirmed_at": rule.confirmed_at.isoformat(),
            "ask_again_on": rule.ask_again_on.isoformat(),
            "ends_at": rule.ends_at.isoformat(),
        },
        ensure_ascii=False,
        sort_keys=True,
    )


def read(text: str) -> SafeContact | None:
    """The rule that a text holds; None for a text that is none."""
    try:
        held = json.loads(text)
        if held["format"] != FORMAT:
            return None
        return SafeContact(
            number=str(held["number"]),
            never=held["never"] is not False,
            uses=frozenset(map(Use, held["uses"])),
            hours=tuple(
                Hours(frozenset(days), time.fromisoformat(start), time.fromisoformat(end))
                for days, start, end in held["hours"]
            ),
            zone=ZoneInfo(held["zone"]),
            language=str(held["language"]),
            ask_for=str(held["ask_for"]),
            code_word=str(held["code_word"]),
            may_name_organisation=held["may_name_organisation"] is True,
            shared=Shared(held["shared"]),
            confirmed_at=datetime.fromisoformat(held["confirmed_at"]),
            ask_again_on=datetime.fromisoformat(held["ask_again_on"]),
            ends_at=datetime.fromisoformat(held["ends_at"]),
        )
    except (ValueError, KeyError, TypeError, ZoneInfoNotFoundError):
        return None


@dataclass(frozen=True)
class Way:
    """One way to reach the person, as a page shows it. number: only where it may be used now."""

    name: str
    rule: tuple[str, ...]
    number: str | None = field(default=None, repr=False)
    apart: bool = False


def ways(texts: Mapping[str, Iterable[Opened]], now: datetime) -> Iterator[Way]:
    """Every way to reach the person. While two versions of a rule stand, what both allow is allowed, and no more."""
    for name in sorted(texts):
        if name.partition(".")[0] != "channel":
            continue
        versions = tuple(texts[name])
        rules = [None if one.text is None else read(one.text) for one in versions]
        known = [rule for rule in rules if rule is not None]
        if len(known) < len(rules) or not known:
            # Translators: stands where a rule for reaching the person would
            yield Way(name, (_("A way is kept here without a rule that can be read. Do not use it before asking."),))
            continue
        rule = strictest(known)
        yield Way(name, tuple(sentences(rule, now)), contact_card(rule, now).number, len(known) > 1)


def sentences(rule: SafeContact, now: datetime) -> Iterator[str]:
    """The rule in words, none of which holds the number."""
    hidden = why_hidden(rule, now)
    if hidden is not None:
        yield _(HIDDEN[hidden])
    if hidden is Hidden.NEVER:
        return
    comma = _(", ")
    allowed = comma.join(_(USES[use]) for use in Use if use in rule.uses)
    forbidden = comma.join(_(USES[use]) for use in Use if use not in rule.uses)
    if allowed:
        # Translators: what one may do with a number: "Allowed: call, visit."
        yield _("Allowed: %(list)s.") % {"list": allowed}
    if forbidden:
        # Translators: what one may not do with a number: "Never: call, visit."
        yield _("Never: %(list)s.") % {"list": forbidden}
    if not rule.may_name_organisation:
        yield _("Never say for which organisation you call.")
    for hours in rule.hours:
        yield _("Safe hours: %(days)s, %(start)s to %(end)s (%(zone)s).") % {
            "days": comma.join(_(DAYS[day]) for day in sorted(hours.days)),
            "start": f"{hours.start:%H:%M}",
            "end": f"{hours.end:%H:%M}",
            "zone": rule.zone.key,
        }
    if rule.language:
        yield _("Language: %(language)s.") % {"language": rule.language}
    if rule.ask_for:
        yield _("Ask for: %(name)s.") % {"name": rule.ask_for}
    if rule.code_word:
        yield _("Code word: %(word)s.") % {"word": rule.code_word}
    if rule.shared is Shared.YES:
        yield _("Somebody else may see or hear this.")
    if rule.shared is Shared.UNKNOWN:
        yield _("It is not known who else sees or hears this.")
    if now >= rule.ask_again_on:
        yield _("Ask first whether this is still safe: it was not confirmed for a while.")
    yield _("Said to be safe on %(day)s.") % {"day": day_or_moment(stamp(rule.confirmed_at.date()))}


def filled_in(
    given: Mapping[str, Any], several: Mapping[str, list[str]], now: datetime, stood: SafeContact | None = None
) -> SafeContact:
    """A rule from what was filled in. Raises RuleProblem.

    stood: the rule before, whose number stays where none is written: where it may not be shown, it need not be known.
    """
    number = _line(given, "number") or (stood.number if stood else "")
    never = bool(given.get("never"))
    uses = frozenset(Use(use) for use in several.get("uses", []) if use in set(Use))
    if not number:
        # Translators: error: no number or address was written
        raise RuleProblem("number", _("Write the number or the address."))
    hours: tuple[Hours, ...] = ()
    days = frozenset(int(day) for day in several.get("days", []) if day in set("0123456"))
    if not never:
        if not uses:
            raise RuleProblem("uses", _("Say what is allowed with it, or that it must never be used."))
        if not days:
            raise RuleProblem("days", _("Say on which days it is safe. With none it is safe at no time."))
        try:
            hours = (Hours(days, _clock(given, "start"), _clock(given, "end")),)
        except RuleProblem:
            raise
        except ValueError:
            raise RuleProblem("end", _("The safe hours must end after they begin, on the same day.")) from None
    return SafeContact(
        number=number,
        never=never,
        uses=uses,
        hours=hours,
        zone=_zone(given),
        language=_line(given, "language_of_contact"),
        ask_for=_line(given, "ask_for"),
        code_word=_line(given, "code_word"),
        may_name_organisation=bool(given.get("may_name")),
        shared=Shared(given["shared"]) if given.get("shared") in set(Shared) else Shared.UNKNOWN,
        confirmed_at=now,
        ask_again_on=now + ASK_AGAIN,
        ends_at=now + ENDS,
    )


def _line(given: Mapping[str, Any], name: str) -> str:
    text = str(given.get(name, "")).strip()
    if len(text) > LONGEST or not text.isprintable():
        # Translators: error: a line that is too long or holds signs that cannot be shown
        raise RuleProblem(name, _("This is too long for one line, or holds signs that cannot be shown."))
    return text


def _clock(given: Mapping[str, Any], name: str) -> time:
    try:
        return time.fromisoformat(str(given.get(name, "")).strip())
    except ValueError:
        # Translators: error below a time of day
        raise RuleProblem(name, _("Write the time with hours and minutes, for example 22:05.")) from None


def _zone(given: Mapping[str, Any]) -> ZoneInfo:
    try:
        return ZoneInfo(str(given.get("zone", "")).strip() or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        # Translators: error below a time zone
        raise RuleProblem(
            "zone", _("There is no such time zone. Write one such as Europe/Athens or Asia/Amman.")
        ) from None


def typed(rule: SafeContact | None, now: datetime) -> dict[str, Any]:
    """What stands in the fields of the form for a rule that was there before: its number only where that may show."""
    if rule is None:
        return {"start": "09:00", "end": "17:00", "zone": "UTC", "shared": Shared.UNKNOWN, "uses": [], "days": []}
    hours = rule.hours[0] if rule.hours else None
    return {
        "number": contact_card(rule, now).number or "",
        "never": rule.never,
        "uses": list(rule.uses),
        "days": sorted(hours.days) if hours else [],
        "start": f"{hours.start:%H:%M}" if hours else "09:00",
        "end": f"{hours.end:%H:%M}" if hours else "17:00",
        "zone": rule.zone.key,
        "language_of_contact": rule.language,
        "ask_for": rule.ask_for,
        "code_word": rule.code_word,
        "may_name": rule.may_name_organisation,
        "shared": rule.shared,
    }


def texts() -> Iterator[tuple[str, str]]:
    """Every word of this module that stands in a table, with a word for the translator."""
    yield from ((text, "What one may do with a number; stands in a list") for text in USES.values())
    yield from ((text, "A day of the week") for text in DAYS)
    yield from ((text, "Whether somebody else sees or hears it") for text in SHARED.values())
    yield from ((text, "Why a number is not shown") for text in HIDDEN.values())
