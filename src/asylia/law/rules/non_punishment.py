"""Non-punishment: what a trafficked, smuggled or fleeing person is not to be penalised for."""

from __future__ import annotations

from asylia.law import findings
from asylia.law.nodes import Node, all_of, not_established, possibly, yes
from asylia.law.rule import POLICY, Attach, Deadline, Task, Warn, rule
from asylia.law.rules.terms import asylum_open, maybe_child

r_npu_01 = rule(
    "R-NPU-01",
    "No penalties for status offences of trafficked people",
    priority=2,
    child="The link is presumed.",
    policy="Authorities may refrain from punishing compelled acts; that is discretion, not immunity. The block until a "
    "lawyer has acted is Asylia's policy.",
)

status_offence_of_the_presumed = all_of(findings.presumed_victim, possibly(yes("off.link")))


@r_npu_01.forbids("penalise.status_offence", rests=POLICY)
def no_penalty_for_status_offences() -> Node:
    """A presumed victim is not penalised for entry, stay, work, papers or prostitution-related offences that are or
    may be linked to the trafficking."""
    return status_offence_of_the_presumed


@r_npu_01.requires(Attach(("S14.13",)))
def the_right_not_to_be_penalised() -> Node:
    """The right comes with the presumption."""
    return findings.presumed_victim


@r_npu_01.requires(Task("LR", "Ask for non-prosecution of the status offence"))
def non_prosecution_is_asked_for() -> Node:
    """Where there is a charge, non-prosecution is asked for."""
    return all_of(status_offence_of_the_presumed, yes("off.status"))


r_npu_02 = rule(
    "R-NPU-02",
    "No penalty for a refugee's entry or presence",
    priority=2,
    child="Link and good cause are presumed; no prosecution for acts of migration.",
)


@r_npu_02.forbids("penalise.status_offence")
def no_penalty_for_entry() -> Node:
    """Who has claimed asylum is not penalised for entry or presence; directness, promptness and good cause are read
    generously for transit, trauma and control."""
    return asylum_open


@r_npu_02.forbids("penalise.status_offence", rests=POLICY)
def no_penalty_for_a_childs_migration() -> Node:
    """A child is not prosecuted for acts of migration, claim or no claim; link and good cause are presumed."""
    return findings.child


@r_npu_02.requires(Attach(("S14.3",)))
def the_right_to_have_entered() -> Node:
    """The right comes with the claim."""
    return asylum_open


r_npu_03 = rule(
    "R-NPU-03",
    "Being smuggled is no crime",
    priority=2,
    child="No prosecution for acts of migration.",
    policy="Under the Smuggling Protocol being smuggled is no offence; national offences stay "
    "possible. The soft block is "
    "Asylia's policy.",
)


@r_npu_03.forbids("penalise.smuggled_person", hard=False, rests=POLICY)
def no_penalty_for_being_smuggled() -> Node:
    """A smuggled person is not penalised for having been smuggled."""
    return findings.smuggled_migrant


r_npu_04 = rule(
    "R-NPU-04",
    "Offences committed under compulsion",
    priority=2,
    child="The block is hard.",
    policy="Authorities may refrain from prosecuting compelled acts; that is discretion. The block "
    "until a lawyer has acted "
    "is Asylia's policy.",
)

compelled_offence = all_of(yes("off.other"), possibly(yes("off.link")))


@r_npu_04.forbids("prosecute.compelled_offence", hard=False, rests=POLICY)
def compelled_offences_wait_for_review() -> Node:
    """An offence that is or may be linked to the trafficking is not prosecuted before the link, duress and causation
    were reviewed."""
    return compelled_offence


@r_npu_04.forbids("prosecute.compelled_offence", hard=True, rests=POLICY)
def a_childs_compelled_offence_is_not_prosecuted() -> Node:
    """For a child nobody may override this."""
    return all_of(maybe_child, compelled_offence)


@r_npu_04.requires(
    Warn("The offence may have been compelled: look at the link before anything else."),
)
def compulsion_is_looked_at() -> Node:
    """Police and lawyer are told that the offence may have been compelled."""
    return compelled_offence


@r_npu_04.requires(
    Task("LR", "Provide a legal defence"),
    Deadline("Legal defence in place", hours=24, start=("off.other",)),
)
def a_defence_is_provided() -> Node:
    """A defence is provided where none is."""
    return all_of(compelled_offence, not_established(yes("proc.lawyer")))
