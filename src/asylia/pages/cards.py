"""What a page shows of a rule when it is opened: provision, citations and their state, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from asylia.law import LAW
from asylia.law.citations import INSTRUMENTS, Citation, instruments_of, stands
from asylia.law.country import CODES, Profile
from asylia.law.profile import STATE
from asylia.law.rights import REFUGEES_DUTY, RIGHTS
from asylia.law.rule import Block, Deadline, Duty, Ground, Notice, Rule, Task, Warn
from asylia.pages import words


@dataclass(frozen=True)
class Cited:
    """One citation: the pinpoint, the titles of the instruments it names, and whether it was compared with them."""

    text: str
    titles: tuple[str, ...]
    state: str
    state_words: str


@dataclass(frozen=True)
class Card:
    """One rule, in the language of the page."""

    id: str
    title: str
    provision: str
    child: str
    rests_on: str
    is_policy: bool
    policy: str
    cited: tuple[Cited, ...]


def card(rule_id: str, country: str = "") -> Card:
    """The card of a rule, or of what the law of that country forbids beyond the rules. Raises KeyError."""
    rule = LAW.rules.get(rule_id)
    if rule is None:
        return _national(rule_id, country)
    return Card(
        id=rule.id,
        title=_(rule.title),
        provision=" ".join(_(part) for part in provision_parts(rule)),
        child=_(rule.child) if rule.child else "",
        rests_on=_(words.RESTS_ON[rule.rests_on]),
        is_policy=rule.rests_on == "Asylia's own policy",
        policy=_(rule.policy) if rule.policy else "",
        cited=tuple(_cited(citation) for citation in rule.citations),
    )


def _national(rule_id: str, country: str) -> Card:
    """National law forbids more than the floor: its text, with the source the profile names."""
    block = next((block for block in LAW.at(country or None).blocks if block.rule == rule_id), None)
    if block is None:
        raise KeyError(rule_id)
    return Card(
        id=rule_id,
        # Translators: title of a prohibition that only the law of one country knows
        title=_("Law of the host country"),
        provision=_(block.provision),
        child="",
        rests_on=_(words.RESTS_ON[block.rests_on]),
        is_policy=False,
        policy="",
        cited=(),
    )


def conflict_of(warning: str, country: str) -> tuple[str, str]:
    """The text and the source of a warning; only one that comes from national law has a source of its own."""
    for conflict in LAW.at(country or None).profile.conflicts:
        if warning == f"{conflict.text} ({conflict.source})":
            return conflict.text, conflict.source
    return warning, ""


def provision_parts(rule: Rule) -> tuple[str, ...]:
    """The sentences of a rule's provision, each once."""
    written: tuple[Ground | Block | Duty, ...] = (*rule.grounds, *rule.blocks, *rule.duties)
    parts = [rule.principle, *(part.provision for part in written)]
    return tuple(dict.fromkeys(part for part in parts if part))


def _cited(citation: Citation) -> Cited:
    carries = stands(citation)
    return Cited(
        text=citation.text if carries else citation.first_cited,
        titles=tuple(_(instrument.title) for instrument in instruments_of(citation)) if carries else (),
        state=citation.state.replace(" ", "-"),
        # Translators: beside a citation that was compared with its source, and found not to say what the rule says
        state_words=_(words.CITATION_STATES[citation.state]) if carries else _("Checked: it does not carry this rule"),
    )


def texts() -> Iterator[tuple[str, str]]:
    """Every text of the law that a page shows, each with a word for the translator."""
    for rule in LAW.rules.values():
        yield rule.title, f"Title of {rule.id}"
        for part in provision_parts(rule):
            yield part, f"{rule.id}: the provision in our words"
        if rule.child:
            yield rule.child, f"{rule.id}: what changes for a child"
        if rule.policy:
            yield rule.policy, f"{rule.id}: what of it is Asylia's own policy"
        if rule.enforced_by:
            yield rule.enforced_by, f"{rule.id}: what keeps it; stands after “Kept by:”"
        for duty in rule.duties:
            yield from _effects(duty)
    for instrument in INSTRUMENTS.values():
        yield instrument.title, f"Title of the instrument {instrument.code}"
    for right in RIGHTS.values():
        yield right.text, f"The right {right.code}"
        yield right.ends_only_on, "The only event on which a right ends; stands after “Ends only on:”"
    yield REFUGEES_DUTY, "What a refugee has to do; stands below the rights of refugees"
    yield LAW.profile.banner, "Stands where the banner of a country would, when none is chosen"
    for code in CODES:
        yield from _country_texts(code)


def _country_texts(code: str) -> Iterator[tuple[str, str]]:
    law = LAW.at(code)
    yield law.profile.name, "Name of a country"
    yield country_banner(law.profile), "Banner over the law of a country"
    for block in law.blocks:
        if block.rule not in law.rules:
            yield block.provision, f"{block.rule}: what the law of that country forbids"
    for conflict in law.profile.conflicts:
        yield conflict.text, f"{code}: where national law gives less than the international floor"
    yield STATE, "Who owes a right, where no country says more"
    for stated in law.profile.duty_bearers.values():
        if isinstance(stated.value, str):
            yield stated.value, "Who owes a right"


def country_banner(profile: Profile) -> str:
    """The profile's banner with a place for the country's name, as the catalogues hold it."""
    return profile.banner.replace(profile.name, "%(country)s")


def _effects(duty: Duty) -> Iterator[tuple[str, str]]:
    for effect in duty.effects:
        match effect:
            case Task(what=text):
                yield text, f"{duty.rule}: something a role has to do"
            case Deadline(what=text):
                yield text, f"{duty.rule}: what is due by a day or time"
            case Notice(item=text):
                yield text, f"{duty.rule}: something the person has to be told"
            case Warn(text=text):
                yield text, f"{duty.rule}: a warning to the worker"
