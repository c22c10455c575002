"""The next question: of all that is unknown, what would settle most for the least pain."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from asylia.law.engine import Outcome
from asylia.law.facts import FACTS
from asylia.law.findings import child
from asylia.law.nodes import Compare, Elapsed, Has, Is, Look, Node, Presumed, any_of, is_in, value, yes
from asylia.law.trace import askable

COST = {0: 0.5, 1: 1.0, 2: 2.0, 3: 3.0}
"""What a question of each burden costs the person; importance is divided by it. Ours, to be tuned on use."""

RECORDED_NOT_ASKED = (
    "close.",
    "decision.",
    "referral.",
    "coop.",
    "consented",
    "transfer.",
    "relocate.proposed",
    "share.",
)
"""Entered when a step is taken or a thing is said; never put as a question."""

STEPS: Mapping[str, Node] = {
    "ret.voluntary": yes("asylum.informed"),
    "ret.": yes("ret.voluntary"),
    "relocate.": yes("relocate.proposed"),
    "excl.trigger": is_in("asylum.state", "interviewed", "assessed", "exclusion_screen"),
    "excl.checklist_done": yes("excl.trigger"),
    "asylum.hr_check": is_in("asylum.state", "rejected_final", "hr_refoulement_check"),
    "asylum.trauma_analysis": yes("account.late"),
    "account.hindered": any_of(yes("account.late"), yes("account.inconsistent")),
    "det.since": yes("det.held"),
    "det.necessity_form": yes("det.held"),
    "smug.debt_inflated": yes("smug.facilitated"),
    "smug.held_for_ransom": yes("smug.facilitated"),
    "smug.handed_to_exploiter": yes("smug.facilitated"),
    "off.link": any_of(yes("off.status"), yes("off.other")),
    "proc.remote_plan": yes("proc.open"),
    "proc.lawyer": yes("proc.open"),
    "care.place_proposed": yes("care.place_proposed"),
    "care.place_": yes("care.place_proposed"),
    "care.apart_from_controller": yes("care.place_proposed"),
    "care.court_ordered": child,
    "bid.": child,
    "bia.": child,
    "child.": child,
    "guardian.": child,
    "person.uasc": child,
    "carer.verified": child,
    "trace.": any_of(child, yes("need.tracing")),
    "birth.own_child_date": yes("birth.own_child"),
    "nexus.": any_of(*(yes(key) for key in FACTS if key.startswith("ground."))),
    "state.": yes("agent.nonstate"),
    "past.atrocious": any_of(*(yes(key) for key in FACTS if key.startswith("past.trafficked"))),
    "past.effects_ongoing": yes("past.atrocious"),
}
"""Facts that only matter once a step has come; the longest beginning of the key counts. Before that they are not
asked."""

NEVER_OF_A_CHILD = tuple(key for key, fact in FACTS.items() if "Never asked of a child" in fact.note)


@dataclass(frozen=True)
class Worth:
    """How much each unknown fact matters: to guards on hold, and to findings still unknown. Plain sums, no
    probability."""

    guards: Mapping[str, float]
    findings: Mapping[str, float]

    def of(self, keys: tuple[str, ...]) -> tuple[float, float]:
        """What these facts together are worth to guards and to findings."""
        return sum(self.guards.get(key, 0) for key in keys), sum(self.findings.get(key, 0) for key in keys)


def worth(outcome: Outcome) -> Worth:
    """The worth of every fact that is still open. A guard's weight is shared among the rules that hold it."""
    guards: dict[str, float] = {}
    for guard in outcome.guards.values():
        if guard.verdict == "hold":
            holding = [
                block
                for block, verdict in outcome.block_verdicts
                if verdict == "hold" and guard.action in block.actions
            ]
            for block in holding:
                _spread(block.condition, outcome.look, 1 / len(holding), guards)
    findings: dict[str, float] = {}
    for finding in outcome.law.findings:
        unknown = outcome.findings[finding.name] in ("unknown", "presumed")
        meant = finding.asked_for is None or value(finding.asked_for, outcome.look) is not False
        if unknown and meant:
            _spread(finding, outcome.look, 1.0, findings)
    return Worth(guards, findings)


def _spread(node: Node, look: Look, weight: float, shares: dict[str, float]) -> None:
    """Hands a weight down to the unknown facts below, in equal parts wherever several are open."""
    if value(node, look) is not None:
        return
    match node:
        case Is(key) | Has(key) | Compare(key) | Elapsed(key):
            shares[key] = shares.get(key, 0.0) + weight
        case Presumed(part):
            _spread(part, look, weight, shares)
        case _:
            open_parts = [part for part in node.parts if value(part, look) is None]
            for part in open_parts:
                _spread(part, look, weight / len(open_parts), shares)


def may_be_asked(outcome: Outcome) -> Callable[[str], bool]:
    """Whether a fact may be put as a question to this person now."""
    given = outcome.given

    def allowed(key: str) -> bool:
        if key in given.facts or key in given.closed or key.startswith(RECORDED_NOT_ASKED):
            return False
        if outcome.treated_as_child and key in NEVER_OF_A_CHILD:
            return False
        step = max((start for start in STEPS if key.startswith(start)), key=len, default=None)
        return step is None or value(STEPS[step], outcome.look) is True

    return allowed


def ranked(outcome: Outcome) -> list[tuple[str, float, float]]:
    """The facts that may be asked now, best first, each with its worth to guards and to findings per cost."""
    how_much = worth(outcome)
    allowed = may_be_asked(outcome)
    scores: dict[str, tuple[float, float]] = {}
    for key in {**how_much.guards, **how_much.findings}:
        for asked in askable({key: None}, outcome.given):
            if allowed(asked):
                cost = COST[FACTS[asked].burden]
                before = scores.get(asked, (0.0, 0.0))
                scores[asked] = (
                    before[0] + how_much.guards.get(key, 0.0) / cost,
                    before[1] + how_much.findings.get(key, 0.0) / cost,
                )
    order = {key: place for place, key in enumerate(FACTS)}
    best_first = sorted(scores, key=lambda key: (-scores[key][0], -scores[key][1], order[key]))
    return [(key, *scores[key]) for key in best_first]
