"""One question as a page puts it, and how what was filled in becomes an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils.translation import gettext as _

from asylia.law.facts import FACTS, FactError, ascii_digits, read_facts
from asylia.pages import words
from asylia.pages.desk import OBSERVATIONS, SEEN, TRIAGE, Answer, is_part_of_date
from asylia.screening import INDICATORS
from asylia.screening.questions import QUESTIONS

Kind = Literal["yes_no", "one_of", "several", "number", "date", "seen"]

YES_NO = ("yes", "no", "denied", "asked", "declined")
WITHOUT_VALUE = ("asked", "declined")
"""Answers that give no value, and that every question offers."""

LONGEST_LINE = 40
"""Characters a number or a part of a date may have; nothing that is meant is longer."""

DATE_PARTS = ("day", "month", "year", "time", "offset")


@dataclass(frozen=True)
class Filled:
    """What was filled in. fields: one line each, by name. ticked: the boxes of the list that were ticked."""

    fields: Mapping[str, str]
    ticked: tuple[str, ...] = ()

    def get(self, name: str) -> str:
        """What stands in a field; empty where there is none."""
        return self.fields.get(name, "")


class AnswerProblem(ValueError):
    """An answer that cannot be taken. field: the part of the page to mend; the text says what is expected."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.field = field
        self.text = text


@dataclass(frozen=True)
class Choice:
    """One thing to choose: its value, its words, a hint, and whether it is chosen already."""

    value: str
    text: str
    hint: str
    chosen: bool


@dataclass(frozen=True)
class Question:
    """A question ready to be shown. typed: what stands in its fields already, by field name."""

    key: str
    kind: Kind
    text: str
    hint: str
    burden: str
    painful: bool
    choices: tuple[Choice, ...]
    without_value: tuple[Choice, ...]
    typed: Mapping[str, str]
    minute: bool
    unit: str
    """What a number counts; empty elsewhere."""


def is_question(key: str) -> bool:
    """Whether this key names something the desk can ask."""
    return key in FACTS or key in INDICATORS or key == SEEN


def question(key: str, answers: Mapping[str, Answer], typed: Mapping[str, str] | None = None) -> Question:
    """The question of that key, filled in with what was answered before, or with what was just typed."""
    if key == SEEN:
        return _seen(answers)
    given = answers[key].given if key in answers else ""
    kind = _kind(key)
    burden = FACTS[key].burden if key in FACTS else QUESTIONS[key].burden
    return Question(
        key=key,
        kind=kind,
        text=words.question(key),
        hint=_(words.HINTS[key]) if key in words.HINTS else "",
        burden=_(words.BURDENS[burden]),
        painful=burden >= 2,
        choices=_choices(key, kind, given),
        without_value=tuple(_choice(key, word, given) for word in WITHOUT_VALUE),
        typed=typed if typed is not None else _typed(kind, given),
        minute=key in FACTS and FACTS[key].precision == "minute",
        unit=_(words.UNITS[FACTS[key].unit]) if kind == "number" else "",
    )


def _kind(key: str) -> Kind:
    kinds: Mapping[str, Kind] = {
        "ternary": "yes_no",
        "enum": "one_of",
        "set": "several",
        "number": "number",
        "date": "date",
    }
    return kinds[FACTS[key].type] if key in FACTS else "yes_no"


def _choices(key: str, kind: Kind, given: str | tuple[str, ...]) -> tuple[Choice, ...]:
    if kind == "yes_no":
        return tuple(_choice(key, word, given) for word in YES_NO)
    if kind in ("one_of", "several"):
        return tuple(_choice(key, word, given) for word in FACTS[key].values if word != "unknown")
    return ()


def _choice(key: str, word: str, given: str | tuple[str, ...]) -> Choice:
    chosen = word in given if isinstance(given, tuple) else word == given
    hint = _triage_hint(word) if key in TRIAGE else ""
    return Choice(word, words.value(key, word), hint or _answer_hint(word), chosen)


def _triage_hint(word: str) -> str:
    """The person alone can say whether they are afraid or in need: what counts is how it could be said."""
    match word:
        # Translators: hint below the answer "No" to a question about how the person is
        case "no":
            return _("Said alone and freely, and nothing speaks against it.")
        # Translators: hint below the answer "Said no, not verified" to a question about how the person is
        case "denied":
            return _("Said in company, in haste or in fear: counts as not known.")
    return ""


def _answer_hint(word: str) -> str:
    match word:
        # Translators: hint below the answer "No"
        case "no":
            return _("This is established, not only said.")
        # Translators: hint below the answer "Said no, not verified"
        case "denied":
            return _("Counts as not known. A denial is not evidence.")
        # Translators: hint below the answer "Not known"
        case "asked":
            return _("A good answer. It will not be asked again.")
        # Translators: hint below the answer "Prefers not to say"
        case "declined":
            return _("Counts as not known, and is respected.")
    return ""


def _typed(kind: Kind, given: str | tuple[str, ...]) -> dict[str, str]:
    if not isinstance(given, str) or given in (*WITHOUT_VALUE, ""):
        return {}
    if kind == "number":
        return {"number": given}
    if kind == "date":
        day, _t, time = given.partition("T")
        parts = dict(zip(("year", "month", "day"), day.split("-"), strict=False))
        if time:
            parts |= {"time": time[:5], "offset": time[5:]}
        return parts
    return {}


def _seen(answers: Mapping[str, Answer]) -> Question:
    return Question(
        key=SEEN,
        kind="seen",
        # Translators: question to the officer, above a list of things to tick
        text=_("What do you see? Tick what is there."),
        # Translators: hint below that question
        hint=_("Look only; do not ask the person about it. One of these is enough to open help."),
        burden=_(words.BURDENS[0]),
        painful=False,
        choices=tuple(Choice(key, words.question(key), "", _is_yes(answers.get(key))) for key in OBSERVATIONS),
        without_value=(),
        typed={},
        minute=False,
        unit="",
    )


def _is_yes(answer: Answer | None) -> bool:
    return answer is not None and answer.given == "yes"


def read(key: str, filled: Filled, on: date) -> dict[str, str | tuple[str, ...]]:
    """What was filled in for a question, as answers by key. Raises AnswerProblem where it cannot be taken."""
    if key == SEEN:
        return _read_seen(filled)
    kind = _kind(key)
    answer = filled.get("answer")
    if kind in ("yes_no", "one_of"):
        offered = YES_NO if kind == "yes_no" else (*FACTS[key].values, *WITHOUT_VALUE)
        if answer not in offered or answer == "unknown":
            raise AnswerProblem("answer", _nothing_chosen() if not answer else _not_offered())
        return {key: answer}
    value = _VALUE[kind](key, filled)
    if answer:
        if answer not in WITHOUT_VALUE:
            raise AnswerProblem("answer", _not_offered())
        if value:
            # Translators: error; the person at the desk gave two answers at once
            raise AnswerProblem("answer", _("Two answers were given. Keep the value, or choose the other; not both."))
        return {key: answer}
    if not value:
        raise AnswerProblem("answer", _nothing_chosen())
    _check(key, value, on)
    return {key: value}


def _read_seen(filled: Filled) -> dict[str, str | tuple[str, ...]]:
    ticked, rest = filled.ticked, filled.get("answer")
    if rest not in ("no", "asked", "") or not set(ticked) <= set(OBSERVATIONS):
        raise AnswerProblem("answer", _not_offered())
    if not ticked and not rest:
        raise AnswerProblem("answer", _nothing_chosen())
    others = {key: rest for key in OBSERVATIONS if rest and key not in ticked}
    return {**dict.fromkeys(ticked, "yes"), **others}


def _read_several(key: str, filled: Filled) -> tuple[str, ...]:
    ticked = filled.ticked
    if not set(ticked) <= set(FACTS[key].values):
        raise AnswerProblem("several", _not_offered())
    return tuple(word for word in FACTS[key].values if word in ticked)


def _read_number(_key: str, filled: Filled) -> str:
    return _line(filled.get("number"), "number")


def _read_date(key: str, filled: Filled) -> str:
    day, month, year, time = (_line(filled.get(part), part) for part in DATE_PARTS[:4])
    if not (day or month or year or time):
        return ""
    plain = ascii_digits(year)
    if not (len(plain) == 4 and plain.isdigit()):
        # Translators: error below the parts of a date
        raise AnswerProblem("year", _("Write the year with four digits, for example 2026."))
    if not month:
        if day or time:
            # Translators: error below the parts of a date
            raise AnswerProblem("month", _("The month is missing. Write it as a number from 1 to 12."))
        return plain
    written = f"{plain}-{_two_digits(month, 'month', 12)}"
    if not day:
        if time:
            # Translators: error below the parts of a date
            raise AnswerProblem("day", _("The day is missing. Write it, or leave the time out."))
        return written
    written = f"{written}-{_two_digits(day, 'day', 31)}"
    if not time:
        return written
    if FACTS[key].precision != "minute":
        return written
    return f"{written}T{_clock(time)}{_offset(filled.get('offset'))}"


def _two_digits(text: str, field: str, most: int) -> str:
    plain = ascii_digits(text)
    if plain.isdigit() and 1 <= int(plain) <= most:
        return f"{int(plain):02d}"
    if field == "month":
        # Translators: error below the parts of a date
        raise AnswerProblem(field, _("Write the month as a number from 1 to 12."))
    # Translators: error below the parts of a date
    raise AnswerProblem(field, _("Write the day as a number from 1 to 31."))


def _clock(text: str) -> str:
    hour, _colon, minute = ascii_digits(text).replace("٫", ":").partition(":")
    if hour.isdigit() and minute.isdigit() and len(minute) == 2 and int(hour) < 24 and int(minute) < 60:
        return f"{int(hour):02d}:{minute}"
    # Translators: error below a time of day
    raise AnswerProblem("time", _("Write the time with hours and minutes, for example 22:05."))


_ODD_QUARTERS = (-38, -14, -10, 14, 18, 22, 23, 26, 35, 38, 42, 51)
"""Offsets that are no whole hours, in quarters of an hour."""

OFFSETS = tuple(
    f"{'-' if quarters < 0 else '+'}{abs(quarters) // 4:02d}:{abs(quarters) % 4 * 15:02d}"
    for quarters in sorted((*range(-48, 57, 4), *_ODD_QUARTERS))
)
"""All offsets from UTC in use, from west to east."""


def _offset(text: str) -> str:
    if text in OFFSETS:
        return text
    # Translators: error below a time of day
    raise AnswerProblem("offset", _("Choose how far the local time was from UTC."))


def _line(text: str, field: str) -> str:
    plain = text.strip()
    if len(plain) > LONGEST_LINE or not plain.isprintable():
        # Translators: error below a field that holds signs no number or date has
        raise AnswerProblem(field, _("This cannot be a number or a date. Nothing else of the page was changed."))
    return plain


def _check(key: str, value: str | tuple[str, ...], on: date) -> None:
    if FACTS[key].type == "date" and isinstance(value, str) and is_part_of_date(value):
        return
    given = list(value) if isinstance(value, tuple) else value
    try:
        read_facts({key: given}, on)
    except FactError as refused:
        raise AnswerProblem(*_refusal(key, str(refused))) from None


def _refusal(key: str, text: str) -> tuple[str, str]:
    known = FACTS[key]
    if known.type == "number":
        # Translators: error below a number; the two numbers are the limits
        return "number", _("Write a number from %(least)s to %(most)s.") % {
            "least": f"{known.minimum:g}",
            "most": f"{known.maximum:g}",
        }
    if "future" in text:
        # Translators: error below a date
        return "year", _(
            "This date lies in the future, after the day of the assessment. It is expected to have happened."
        )
    # Translators: error below the parts of a date
    return "day", _("There is no such date. Check day, month and year, or choose “Not known”.")


def _nothing_chosen() -> str:
    # Translators: error above a question that was sent without an answer
    return _("Nothing was chosen. Choose an answer, or leave the question for later.")


def _not_offered() -> str:
    # Translators: error above a question; the answer that came is not among those offered
    return _("The answer that came is not one of those offered here. Choose one of them.")


_VALUE: Mapping[Kind, Callable[[str, Filled], str | tuple[str, ...]]] = {
    "several": _read_several,
    "number": _read_number,
    "date": _read_date,
}
