"""Detention: who is not held, and what follows at once where someone is."""

from __future__ import annotations

from asylia.law import findings
from asylia.law.nodes import Node, all_of, any_of, is_in, not_established, yes
from asylia.law.rule import POLICY, Deadline, Notice, Task, rule
from asylia.law.rules.terms import asylum_open, detained, maybe_child, signal

r_det_01 = rule(
    "R-DET-01", "Trafficked people are not held", priority=1, child="Replaced by R-DET-02: release, not alternatives."
)


@r_det_01.forbids("detain", "detain.continue")
def presumed_victims_are_not_held() -> Node:
    """A presumed or identified victim is not held. Shelters are open; protective custody is detention."""
    return findings.presumed_victim


@r_det_01.forbids("detain", "detain.continue", hard=False)
def people_with_a_signal_are_not_held() -> Node:
    """On a first signal the person is not held either; two named people may override with a reason."""
    return signal


@r_det_01.requires(
    Task("DT", "Release, or find an alternative to detention"),
    Deadline("Release or alternative", hours=24, start=("det.since", "det.held")),
)
def release_is_sought() -> Node:
    """Who is held all the same is released or an alternative found."""
    return all_of(detained, signal)


r_det_02 = rule(
    "R-DET-02",
    "Children are not detained for migration reasons",
    priority=1,
    child="This is the child rule.",
    policy="The Convention allows a child's detention only as last resort and for the shortest time; the joint general "
    "comment, as guidance: never for migration reasons. The hard block is Asylia's policy.",
)


@r_det_02.forbids("detain", "detain.continue", rests=POLICY)
def no_child_is_detained() -> Node:
    """A child, or anyone who may be one, is not detained for migration reasons. A family is kept together by releasing
    the family."""
    return maybe_child


@r_det_02.requires(Task("CP", "Get the child released, with the family, into care"))
def a_held_child_is_released() -> Node:
    """A child who is held is released into care."""
    return all_of(findings.child, detained)


r_det_03 = rule("R-DET-03", "Asylum-seekers: last resort only", priority=1, child="Replaced by R-DET-02.")

unjustified_detention = all_of(asylum_open, detained, not_established(yes("det.necessity_form")))


@r_det_03.requires(
    Task(
        "DT", "Complete the necessity and proportionality form, alternatives first; give access to a lawyer and UNHCR"
    ),
    Task("CO", "Follow up: detention of an asylum-seeker without a completed necessity form"),
    Deadline("Necessity and proportionality form complete", hours=48, start=("det.since", "det.held")),
)
def detention_is_justified_or_ends() -> Node:
    """An asylum-seeker is held only where necessary and proportionate, after alternatives were looked at, with access
    to a lawyer and UNHCR. Where that is missing it is escalated."""
    return unjustified_detention


@r_det_03.requires(Task("DT", "Find an alternative to detention: a high need is recorded"))
def high_needs_call_for_alternatives() -> Node:
    """A high need of health, disability, trauma, identity, family unity, age or suicide risk calls for an
    alternative."""
    return all_of(
        detained,
        any_of(
            is_in("need.sogiesc", "high"),
            is_in("need.health", "high"),
            is_in("need.disability", "high"),
            is_in("need.torture_trauma", "high"),
            is_in("need.family_unity", "high"),
            is_in("need.older_age", "high"),
            is_in("need.suicide_risk", "high"),
        ),
    )


r_det_04 = rule("R-DET-04", "Detention brings screening", priority=1, child="Screening is done by child protection.")


@r_det_04.requires(
    Task("CW", "Screen in private"),
    Deadline("Screening in private", hours=24, start=("det.since", "det.held")),
    Deadline("Screening repeated", days=7, start=("det.since", "det.held")),
    Notice("Asylum: what it is and how to ask for it"),
)
def the_detained_are_screened() -> Node:
    """Whoever is held is screened in private, told about asylum, and screened again."""
    return detained


@r_det_04.requires(Task("CP", "Screen the child, by a specialist"))
def a_held_child_is_screened_by_a_specialist() -> Node:
    """A child who is held is screened by child protection."""
    return all_of(detained, findings.child)
