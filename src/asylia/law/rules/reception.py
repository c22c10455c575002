"""Reception: where a person is placed, and apart from whom."""

from __future__ import annotations

from asylia.law import findings
from asylia.law.nodes import Node, all_of, any_of, no, not_established, yes
from asylia.law.rule import POLICY, Deadline, Task, rule

r_rcp_01 = rule("R-RCP-01", "Placement", priority=1, child="R-CHD-10 applies as well.")


@r_rcp_01.forbids("care.place_with:accompanying_adult", "care.place_with:relative")
def a_placement_is_open_fit_and_apart() -> Node:
    """A placement is open, meets the person's needs and is apart from anyone who may have controlled them; women,
    families and children are apart on request. Its address is kept from those who do not need it."""
    return all_of(
        yes("care.place_proposed"),
        any_of(
            no("care.place_open"),
            no("care.place_meets_needs"),
            not_established(yes("care.apart_from_controller")),
        ),
    )


@r_rcp_01.forbids("care.place_with:suspected_controller", rests=POLICY)
def never_with_a_suspected_controller() -> Node:
    """Nobody is placed with a person suspected of controlling them, adults no more than children."""
    return all_of()


r_rcp_02 = rule("R-RCP-02", "Reassess", priority=3, child="Every week.")


@r_rcp_02.requires(
    Task("SV", "Look again at whether the placement is safe and fits"),
    Deadline("Placement reassessed", hours=72, start=("care.place_proposed",), general=False),
)
def a_placement_is_looked_at_again() -> Node:
    """A placement is looked at again after 72 hours and on any new fact."""
    return yes("care.place_proposed")


@r_rcp_02.requires(
    Task("SV", "A new threat is recorded: reassess the placement now"),
    Deadline("Placement reassessed after a new threat", hours=0, start=("safety.threat",), general=False),
)
def a_threat_reopens_the_placement() -> Node:
    """A new threat makes the reassessment due at once."""
    return all_of(yes("care.place_proposed"), yes("safety.threat"))


@r_rcp_02.requires(
    Deadline("Child's placement reassessed", days=7, start=("care.place_proposed",), general=False),
)
def a_childs_placement_is_looked_at_weekly() -> Node:
    """A child's placement is looked at every week."""
    return all_of(yes("care.place_proposed"), findings.child)
