"""The law as pages: one for each rule and one for each instrument, made from the same tree that gives the values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from asylia.law.actions import ACTIONS
from asylia.law.citations import INSTRUMENTS, Basis, Citation, Instrument, instruments_of, stands
from asylia.law.facts import FACTS
from asylia.law.nodes import Compare, Elapsed, Finding, Has, Is, Node
from asylia.law.plain import Words, in_words, lines
from asylia.law.rights import RIGHTS
from asylia.law.rule import (
    PRIORITIES,
    RULES,
    Attach,
    Block,
    Deadline,
    Duty,
    Effect,
    Ground,
    Notice,
    Rule,
    Task,
    Warn,
)

FAMILIES: Mapping[str, str] = {
    "TRF": "The definition of trafficking",
    "IDN": "Identification",
    "REF": "The refugee definition and trafficking claims",
    "NRF": "Non-refoulement",
    "STL": "Statelessness and documents",
    "NPU": "Non-punishment",
    "DET": "Detention",
    "CHD": "Children",
    "CON": "Consent, information, interviews",
    "RCP": "Reception",
    "AST": "Assistance, stay, justice",
    "RFR": "Referral",
    "SOL": "Solutions and return",
}
"""Families of rules, by the letters in their ids, in the order of the specification."""

STATES: Mapping[str, str] = {
    "confirmed": "read in the original and found there",
    "corrected": "read in the original and corrected",
    "not yet checked": "not yet compared with the original",
}
"""What the state of a citation means."""

INDICATES, FORBIDS, REQUIRES = "Indicates", "Forbids", "Brings about"

Scenarios = Mapping[str, Sequence[str]]
"""Rule to the sentences of its scenarios."""

NO_SCENARIOS: Scenarios = {}


@dataclass(frozen=True)
class Provision:
    """One thing that a rule says: what follows (`effects`) where `condition` holds."""

    kind: str
    effects: tuple[str, ...]
    text: str
    condition: Words
    rests_on: Basis


@dataclass(frozen=True)
class Cited:
    """One pinpoint: what the text was found to say, and the instruments it names."""

    citation: Citation
    instruments: tuple[Instrument, ...]

    @property
    def line(self) -> str:
        """Pinpoint and state; where it was corrected, what was cited first."""
        was = f"; first cited as {self.citation.first_cited}" if self.citation.state == "corrected" else ""
        pinpoint = self.citation.text if stands(self.citation) else "No article carries this"
        return f"{pinpoint} ({self.citation.state}: {STATES[self.citation.state]}{was})"


@dataclass(frozen=True)
class RulePage:
    """All that is known of one rule. reads: the facts it reads; refers_to, used_by: rules, by way of findings."""

    rule: Rule
    family: str
    priority: str
    provisions: tuple[Provision, ...]
    cited: tuple[Cited, ...]
    reads: tuple[str, ...]
    refers_to: tuple[str, ...]
    used_by: tuple[str, ...]
    scenarios: tuple[str, ...]


@dataclass(frozen=True)
class InstrumentPage:
    """One instrument, and every rule that cites it, with the pinpoint."""

    instrument: Instrument
    cited: tuple[tuple[Rule, Citation], ...]


def rule_page(rule_id: str, scenarios: Scenarios = NO_SCENARIOS) -> RulePage:
    """The page of that rule. Raises KeyError."""
    rule = RULES[rule_id]
    return RulePage(
        rule=rule,
        family=FAMILIES[family_of(rule)],
        priority=PRIORITIES[rule.priority],
        provisions=tuple(_provision(part) for part in _parts(rule)),
        cited=tuple(Cited(citation, instruments_of(citation)) for citation in rule.citations),
        reads=tuple(key for key in FACTS if key in _facts_read(rule)),
        refers_to=tuple(_others(rule, (one for finding in _refers_to(rule) for one in _contributing(finding)))),
        used_by=tuple(_others(rule, (other.id for other in RULES.values() if _refers_to(other) & _indicated_by(rule)))),
        scenarios=tuple(scenarios.get(rule_id, ())),
    )


def instrument_page(code: str) -> InstrumentPage:
    """The page of that instrument. Raises KeyError."""
    instrument = INSTRUMENTS[code]
    return InstrumentPage(
        instrument,
        tuple(
            (rule, citation)
            for rule in RULES.values()
            for citation in rule.citations
            if instrument in instruments_of(citation)
        ),
    )


def family_of(rule: Rule) -> str:
    """The letters of its family."""
    return rule.id.split("-")[1]


def effect_in_words(effect: Effect) -> Iterator[str]:
    """What an effect brings about, a line for each right."""
    match effect:
        case Attach(codes):
            yield from (f"Right {code}: {RIGHTS[code].text}" for code in codes)
        case Task(role, what):
            yield f"Task for {role}: {what}"
        case Deadline():
            yield f"Deadline: {effect.what}, {_length(effect)}"
        case Notice(item):
            yield f"To be told: {item}"
        case Warn(text):
            yield f"To keep in mind: {text}"


def markdown_pages(scenarios: Scenarios = NO_SCENARIOS) -> Mapping[str, str]:
    """All pages as Markdown, by file name: the index, a page for each rule, a page for each instrument."""
    pages = {"index.md": _index()}
    pages.update((f"{rule_id}.md", rule_markdown(rule_page(rule_id, scenarios))) for rule_id in RULES)
    pages.update(
        (instrument_file(one), instrument_markdown(instrument_page(code))) for code, one in INSTRUMENTS.items()
    )
    return pages


def rule_markdown(page: RulePage) -> str:
    """The page of a rule as Markdown."""
    rule = page.rule
    blocks = [
        f"# {rule.id} {rule.title}",
        rule.provision,
        f"{page.family}. Class {rule.priority}: {page.priority}. Rests on {rule.rests_on}.",
    ]
    if rule.policy:
        blocks.append(f"**What of this is Asylia's own policy.** {rule.policy}")
    if rule.child:
        blocks.append(f"**For a child.** {rule.child}")
    if rule.enforced_by:
        blocks.append(f"**What keeps it.** {rule.enforced_by}")
    for provision in page.provisions:
        blocks += _provision_markdown(provision)
    blocks += ["## Where it comes from", _list(_cited_markdown(cited) for cited in page.cited)]
    blocks += _section("Facts it reads", (f"`{key}`: {FACTS[key].question}" for key in page.reads))
    blocks += _section("Rests on the findings of", map(_link, page.refers_to))
    blocks += _section("Used by", map(_link, page.used_by))
    blocks += _section("Scenarios", page.scenarios)
    return "\n\n".join(blocks) + "\n"


def instrument_markdown(page: InstrumentPage) -> str:
    """The page of an instrument as Markdown."""
    one = page.instrument
    dates = [f"adopted {one.adopted}" if one.adopted else "", f"in force since {one.in_force}" if one.in_force else ""]
    force = "Binding on its parties" if one.binding else "Guidance, not binding"
    blocks = [
        f"# {one.code} {one.title}",
        f"{force}. {one.author}." + "".join(f" {date[0].upper()}{date[1:]}." for date in dates if date),
    ]
    blocks += _section(
        "Rules that cite it",
        (f"{_link(rule.id)} {rule.title}: {citation.text} ({citation.state})" for rule, citation in page.cited),
    )
    return "\n\n".join(blocks) + "\n"


def instrument_file(instrument: Instrument) -> str:
    """The name of its page."""
    return f"{instrument.code.replace('/', '-')}.md"


def _index() -> str:
    blocks = ["# The law as Asylia holds it", "Every page is made from the rules themselves."]
    for letters, family in FAMILIES.items():
        rules = [rule for rule in RULES.values() if family_of(rule) == letters]
        blocks += [f"## {family}", _list(f"{_link(rule.id)} {rule.title}" for rule in rules)]
    instruments = (f"[{one.code}]({instrument_file(one)}) {one.title}" for one in INSTRUMENTS.values())
    return "\n\n".join([*blocks, "## Instruments", _list(instruments)]) + "\n"


def _provision_markdown(provision: Provision) -> list[str]:
    return [
        f"## {provision.kind}",
        provision.text,
        _list(provision.effects),
        f"Rests on {provision.rests_on}. It holds where:",
        "\n".join(lines(provision.condition)),
    ]


def _cited_markdown(cited: Cited) -> str:
    named = ", ".join(f"[{one.title}]({instrument_file(one)})" for one in cited.instruments)
    says = f" {cited.citation.says}" if cited.citation.says else ""
    return f"{cited.line}.{says}" + (f" {named}." if named else "")


def _section(title: str, rows: Iterator[str] | Sequence[str]) -> list[str]:
    listed = _list(rows)
    return [f"## {title}", listed] if listed else []


def _list(rows: Iterator[str] | Sequence[str]) -> str:
    return "\n".join(f"- {row}" for row in rows)


def _link(rule_id: str) -> str:
    return f"[{rule_id}]({rule_id}.md)"


def _parts(rule: Rule) -> list[Ground | Block | Duty]:
    return [*rule.grounds, *rule.blocks, *rule.duties]


def _provision(part: Ground | Block | Duty) -> Provision:
    condition = in_words(part.condition)
    rule = RULES[part.rule]
    match part:
        case Ground():
            title = f"{part.finding.title} ({part.finding.name})"
            return Provision(INDICATES, (title,), part.provision, condition, rule.rests_on)
        case Block():
            strength = "nobody may override" if part.hard else "two named people may override, with a reason"
            actions = tuple(f"{action}; {strength}" for action in ACTIONS if action in part.actions)
            return Provision(FORBIDS, actions, part.provision, condition, part.rests_on)
        case Duty():
            effects = tuple(line for effect in part.effects for line in effect_in_words(effect))
            return Provision(REQUIRES, effects, part.provision, condition, rule.rests_on)


def _length(deadline: Deadline) -> str:
    lengths = (
        (deadline.hours, "hours"),
        (deadline.days, "days"),
        (deadline.working_days, "working days"),
        (deadline.months, "months"),
    )
    if deadline.setting:
        length = f"the number of days in the country's profile ({deadline.setting})"
    else:
        length = next(f"{number} {unit}" if number else "at once" for number, unit in lengths if number is not None)
    start = f" from {', else '.join(deadline.start)}" if deadline.start else ""
    halved = "; half of it for a child" if deadline.general else ""
    return f"{length}{start} ({'a limit of law' if deadline.legal else 'a default'}{halved})"


def _elements(node: Node) -> Iterator[Node]:
    """The condition's parts as far as it reaches itself: findings it refers to are not opened."""
    yield node
    if not isinstance(node, Finding):
        for part in node.parts:
            yield from _elements(part)


def _facts_read(rule: Rule) -> set[str]:
    return {
        node.key
        for part in _parts(rule)
        for node in _elements(part.condition)
        if isinstance(node, Is | Has | Compare | Elapsed)
    }


@cache
def _refers_to(rule: Rule) -> frozenset[Finding]:
    parts = _parts(rule)
    return frozenset(node for part in parts for node in _elements(part.condition) if isinstance(node, Finding))


def _indicated_by(rule: Rule) -> frozenset[Finding]:
    return frozenset(ground.finding for ground in rule.grounds)


def _contributing(finding: Finding) -> Iterator[str]:
    yield from (rule.id for rule in RULES.values() if finding in _indicated_by(rule))


def _others(rule: Rule, ids: Iterator[str]) -> Iterator[str]:
    found = set(ids) - {rule.id}
    yield from (rule_id for rule_id in RULES if rule_id in found)
