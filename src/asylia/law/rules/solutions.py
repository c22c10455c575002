"""Durable solutions and return: all options shown together, and every gate before anyone travels."""

from __future__ import annotations

from asylia.law import findings
from asylia.law.actions import OTHER_SOLUTIONS, REFUGEE_SOLUTIONS
from asylia.law.nodes import Node, all_of, any_of, elapsed, has, is_in, no, not_established, recorded, yes
from asylia.law.rule import GUIDANCE, POLICY, Attach, Deadline, Notice, Task, Warn, principle, rule
from asylia.law.rules.terms import best_interests_determined, free_repatriation, recognised, risk_is_low, unaccompanied

r_sol_01 = rule("R-SOL-01", "A refugee's durable solutions", priority=2, child="A best-interests determination.")

is_refugee = any_of(recognised, has("person.poc", "refugee"))


@r_sol_01.requires(Attach(("S10.4", "S10.5", "S10.6", "S10.7", "S14.4", "S14.5", "S14.6", "S14.7", "S14.8")))
def rights_of_the_refugee() -> Node:
    """Recognition brings asylum, the rights of the Convention, protection by UNHCR and a durable solution."""
    return is_refugee


@r_sol_01.requires(
    Task(
        "RS",
        "Explain voluntary repatriation, local integration, resettlement and complementary pathways; record the wish",
    ),
    Notice("The durable solutions, all of them, with what each means for safety"),
)
def all_solutions_are_shown() -> Node:
    """All options are shown together, the preference is recorded, and safety from trafficking is checked in each."""
    return is_refugee


@r_sol_01.forbids(*(f"solution.start:{solution}" for solution in REFUGEE_SOLUTIONS), rests=POLICY)
def refugee_solutions_follow_recognition() -> Node:
    """A refugee's solution starts after recognition."""
    return not_established(is_refugee)


@r_sol_01.forbids(*(f"solution.start:{solution}" for solution in REFUGEE_SOLUTIONS), rests=POLICY)
def a_childs_solution_is_determined() -> Node:
    """For a child it follows a best-interests determination."""
    return all_of(findings.child, not_established(best_interests_determined))


r_sol_02 = rule(
    "R-SOL-02",
    "Solutions for those who are not refugees",
    priority=2,
    child="A determination for return or relocation of an unaccompanied child, else an assessment.",
)


@r_sol_02.forbids(*(f"solution.start:{solution}" for solution in OTHER_SOLUTIONS), rests=POLICY)
def solutions_follow_an_informed_choice() -> Node:
    """Integration, voluntary return, protective relocation and migratory options are all shown, and none starts before
    asylum was explained and the choice recorded."""
    return not_established(yes("asylum.informed"))


@r_sol_02.forbids("solution.start:assisted_voluntary_return", "solution.start:protective_relocation", rests=POLICY)
def return_of_an_unaccompanied_child_is_determined() -> Node:
    """Return or relocation of an unaccompanied child follows a determination."""
    return all_of(findings.child, unaccompanied, not_established(best_interests_determined))


@r_sol_02.forbids(*(f"solution.start:{solution}" for solution in OTHER_SOLUTIONS), rests=POLICY)
def a_childs_solution_is_assessed() -> Node:
    """Any other solution of a child follows a signed best-interests assessment."""
    return all_of(
        findings.child,
        not_established(any_of(is_in("bia.state", "signed"), best_interests_determined)),
    )


@r_sol_02.requires(
    Task(
        "RS",
        "Show integration, voluntary return, protective relocation and migratory options together; record the wish",
    )
)
def four_options_are_shown() -> Node:
    """Who was told about asylum and does not seek it is shown all four options."""
    return all_of(yes("asylum.informed"), is_in("asylum.state", "wish_declined", "return_eligible", "withdrawn"))


r_sol_03 = rule(
    "R-SOL-03",
    "Return is safe and voluntary",
    priority=1,
    child="R-CHD-05 applies.",
    policy="The treaties say that return is preferably voluntary and with due regard to safety. "
    "That it must be both, for all, "
    "is Asylia's policy, with the principle of OHCHR.",
)


@r_sol_03.requires(Attach(("S14.16",)))
def the_right_to_a_safe_return() -> Node:
    """Safe and voluntary return is a right of whoever wishes it."""
    return any_of(findings.presumed_victim, yes("ret.voluntary"))


@r_sol_03.forbids("return.execute", rests=POLICY)
def return_is_a_free_and_informed_wish() -> Node:
    """Return needs the person's own free wish, informed, with every alternative explained, seven days to think, and
    nobody who controls them."""
    return not_established(
        all_of(
            yes("ret.voluntary"),
            yes("ret.informed"),
            yes("ret.alternatives_explained"),
            elapsed("ret.wish_date", days=7),
            no("control_suspected"),
        )
    )


@r_sol_03.requires(
    Deadline("Cooling-off before return ends", days=7, start=("ret.wish_date",), general=False),
)
def there_is_time_to_think() -> Node:
    """From the wish on there are seven days to think."""
    return recorded("ret.wish_date")


r_sol_04 = rule(
    "R-SOL-04",
    "Risk assessment before return",
    priority=1,
    child="Determination, verified carer and reception at the destination.",
    policy="An express risk assessment is law for children; for all others it is Asylia's policy.",
)


@r_sol_04.forbids("return.execute", rests=POLICY)
def the_risk_is_known_and_low() -> Node:
    """Before return the risk is assessed for this person: revenge, renewed trafficking, family, stigma, support,
    health, debt, proceedings, State protection. A high or unknown item stops it."""
    return not_established(risk_is_low)


@r_sol_04.requires(Task("RS", "Assess the individual risk of return, item by item"))
def the_risk_is_assessed() -> Node:
    """Where return is wished the risk is assessed."""
    return all_of(yes("ret.voluntary"), not_established(risk_is_low))


r_sol_05 = principle(
    "R-SOL-05",
    "Travel papers without branding",
    "Papers and return files carry no mark of trafficking or asylum.",
    priority=1,
    child="Same.",
    enforced_by="Letters and packets for travel are built from a list that has no such field; until "
    "they exist none is made.",
)

r_sol_06 = rule("R-SOL-06", "Resettlement as protection", priority=2, child="A determination or an assessment.")


@r_sol_06.requires(
    Task("RS", "Open resettlement as an alternative; it is no reward for testimony"),
    Deadline("Emergency resettlement: target", days=7, start=("host.unsafe",)),
)
def unsafe_refugees_may_be_resettled() -> Node:
    """For a refugee in danger in the host country resettlement is opened."""
    return all_of(is_refugee, yes("host.unsafe"))


r_sol_07 = rule("R-SOL-07", "Protective relocation", priority=2, child="A determination; siblings are kept together.")


@r_sol_07.requires(
    Task("RS", "Show protective relocation: danger here and at home; consent, destination check, family unity")
)
def unsafe_everywhere() -> Node:
    """Where someone who is not a refugee is in danger here and in the country of origin, relocation is shown."""
    return all_of(not_established(is_refugee), yes("host.unsafe"), yes("origin.unsafe"))


r_sol_08 = rule("R-SOL-08", "Follow-up", priority=3, child="Until 18 where possible.")


@r_sol_08.requires(
    Task(
        "RS", "Keep contact by the channel the person chose; a missed call is tried again safely, never by the police"
    ),
    Deadline("Contact after return, 1 month", months=1, start=("ret.executed_date",), general=False),
    Deadline("Contact after return, 3 months", months=3, start=("ret.executed_date",), general=False),
    Deadline("Contact after return, 6 months", months=6, start=("ret.executed_date",), general=False),
    Deadline("Contact after return, 12 months", months=12, start=("ret.executed_date",), general=False),
)
def contact_goes_on() -> Node:
    """After return, relocation or reunification contact is kept."""
    return elapsed("ret.executed_date")


r_sol_09 = rule(
    "R-SOL-09", "Voluntary repatriation of refugees", priority=1, child="A determination that decided for return."
)


@r_sol_09.forbids("solution.start:voluntary_repatriation", rests=GUIDANCE)
def repatriation_is_free_and_safe() -> Node:
    """Repatriation is free, informed, safe and dignified, not while fear stands, with UNHCR informed by consent.
    Status is not lost before the person is settled again."""
    return not_established(free_repatriation)


@r_sol_09.requires(
    Warn("It has not been established that the country of origin has changed in a fundamental and lasting way.")
)
def change_is_not_assumed() -> Node:
    """That the country of origin has changed is not assumed."""
    return all_of(is_refugee, yes("ret.voluntary"), not_established(yes("origin.change_fundamental")))


@r_sol_09.forbids("solution.start:voluntary_repatriation", rests=GUIDANCE)
def a_childs_repatriation_is_determined() -> Node:
    """For a child the determination decided for return."""
    return all_of(
        findings.child,
        not_established(all_of(best_interests_determined, is_in("bid.outcome", "return"))),
    )


@r_sol_09.requires(Task("RS", "Counsel on voluntary repatriation; seven days to think; then the gate"))
def a_refugee_who_wishes_to_return_is_counselled() -> Node:
    """A refugee who wishes to return is counselled first."""
    return all_of(is_refugee, yes("ret.voluntary"))
