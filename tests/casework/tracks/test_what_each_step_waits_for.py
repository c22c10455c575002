"""What each step waits for and what becomes known by it, one line each: nothing more, and nothing less."""

from __future__ import annotations

import pytest

from asylia.casework.tracks.every import MACHINES
from asylia.casework.tracks.machine import Move
from tests.casework.tracks.test_help_depends_on_nothing_and_tracks_stand_alone import OWN

STEPS = """
case.open_to_save_life
    A life is in danger now.
case.open_for_a_child
    The person is a child, or there is doubt whether they are.
case.follow_up_solution
    sets close.reason = solution_delivered
case.follow_up_wish
    sets close.reason = person_declines_help
case.close
    Identification is over: decided, or screened with no sign at present.
    Asylum was explained and chosen or declined, and no claim, appeal or last check is open.
    No procedure on nationality or statelessness is open.
    For a child: best interests are assessed, and no determination or review is open.
    The reflection period is over and a stay permit was considered, or none was due.
    No proceeding is open, in any court.
    The person is not held.
    law: case.close
case.open_again
    sets close.reason = unknown
case.hand_over
    The receiving body has acknowledged the referral.
    law: share:{to}
stay.begin
    Reasonable grounds to believe that the person is a victim.
    sets stay.since as answered
stay.note_expiry
    At least 30 days have passed since it began.
    past: Reflection period ends; a stay permit is then considered
stay.end_at_own_wish
    It is known that nobody with the person controls them.
proceedings.report_to_police
    The person agrees that the police are told.
    For a child: an independent guardian.
    For a child: a legal representative.
    law: share:police
proceedings.report_to_labour_inspectorate
    The person agrees that the inspectorate is told.
    For a child: an independent guardian.
    For a child: a legal representative.
    law: share:labour_inspectorate
proceedings.note_open
    sets proc.open = yes
proceedings.note_closed
    sets proc.open as answered
proceedings.note_dropped
    sets proc.open as answered
proceedings.note_reopened
    sets proc.open = yes
remedy.file
    For a child: an independent guardian.
    sets proc.open = yes
    sets claim.limit_date as answered
remedy.note_decision
    sets proc.open as answered
safety_plan.agree
    For a child: an independent guardian.
placement.check
    The person may come and go freely there.
    The place meets what this person needs.
    The place is apart from everyone who may have controlled the person.
    sets care.place_proposed = yes
placement.place
    The person may come and go freely there.
    The place meets what this person needs.
    The place is apart from everyone who may have controlled the person.
placement.place_with_relative
    The person may come and go freely there.
    The place meets what this person needs.
    The place is apart from everyone who may have controlled the person.
    law: care.place_with:relative
placement.place_with_accompanying_adult
    The person may come and go freely there.
    The place meets what this person needs.
    The place is apart from everyone who may have controlled the person.
    law: care.place_with:accompanying_adult
migrant.inform
    The notices were understood and said back.
migrant.show_options
    Asylum was explained, alone, in a language understood.
migrant.lead_to_trafficking
    A sign of trafficking, or the person's own report.
migrant.lead_to_asylum
    A fear of return, or a wish for asylum.
solution.explain_to_refugee
    The person is recognised as a refugee.
solution.explain_to_others
    Asylum was explained, alone, in a language understood.
    The person's choice about asylum is recorded.
solution.note_preference
    It is known that nobody with the person controls them.
    For a child: the child's own view is recorded.
solution.start_for_refugee
    The person is recognised as a refugee.
    law: solution.start:{solution}
solution.start_for_others
    Asylum was explained, alone, in a language understood.
    The person's choice about asylum is recorded.
    law: solution.start:{solution}
return.inform
    Asylum was explained, alone, in a language understood.
    The person was told what awaits them.
    Every other option was explained.
return.note_wish
    To go back is the person's own free wish.
    It is known that nobody with the person controls them.
    For a child: the child's own view is recorded.
    sets ret.wish_date as answered
return.assess_risks
    Every risk of return is assessed, for this person: none is left unknown.
    The day of the wish is known.
return.pass_gates
    To go back is the person's own free wish.
    It is known that nobody with the person controls them.
    Seven days to think have passed since the wish was said.
    Every risk is low.
    law: return.execute
return.prepare
    To go back is the person's own free wish.
    law: return.prepare
return.note_journey
    To go back is the person's own free wish.
    It is known that nobody with the person controls them.
    law: return.execute
    sets ret.executed_date as answered
return.stop
    sets ret.voluntary = no
return.end_contact
    A year has passed since the journey.
tracing.assess_safety
    The person looks for family.
    It is known whether family could have had a part in it.
    It is known whether the person or others are threatened.
tracing.assess_safety_of_an_adult
    The person is known to be an adult; a child's tracing is judged by child protection.
    The person looks for family.
    It is known whether family could have had a part in it.
    It is known whether the person or others are threatened.
tracing.authorise
    The person looks for family.
    law: tracing.contact
tracing.authorise_for_an_adult
    The person is known to be an adult; a child's tracing is judged by child protection.
    The person looks for family.
    law: tracing.contact
tracing.ask_again
    The person looks for family.
tracing.send_to_partner
    The person agrees to this partner.
    law: share:tracing_partner
tracing.note_located_in_a_register_of_origin
    law: contact.origin_authority
tracing.verify
    sets trace.relation_verified = yes
tracing.allow_contact
    The person looks for family.
    For a child: a signed assessment of best interests.
    law: tracing.contact
tracing.decide_reunification
    The person looks for family.
    For a child: an independent guardian.
    law: family.reunify
tracing.note_reunited
    The person looks for family.
    law: family.reunify
consent.give
    For a child: the child agrees, not the guardian alone.
    law: consent.capture
    sets consent.{subject} = yes
consent.refuse
    sets consent.{subject} = no
consent.withdraw
    sets consent.{subject} = no
consent.note_withdrawal
    sets consent.{subject} = no
consent.note_expiry
    sets consent.{subject} = unknown
referral.check_consent
    law: share:{to}
referral.send
    law: share:{to}
"""


def read(text: str) -> dict[str, list[str]]:
    """Each step with its lines."""
    steps: dict[str, list[str]] = {}
    for line in text.strip().splitlines():
        if not line.startswith(" "):
            name = line
        steps.setdefault(name, [])
        if line.startswith(" "):
            steps[name].append(line.strip())
    return steps


def lines_of(move: Move) -> list[str]:
    return [
        *(need.says for need in move.needs),
        *([f"law: {move.law}"] if move.law else []),
        *([f"past: {move.past}"] if move.past else []),
        *(f"sets {key} = {word}" for key, word in move.sets.items()),
        *(f"sets {asked.fact} as answered" for asked in move.asks if asked.fact),
    ]


@pytest.mark.parametrize("kind", OWN)
def test_each_step_waits_for_this_and_no_more(kind: str) -> None:
    written = {f"{kind}.{move.name}": lines_of(move) for move in MACHINES[kind].moves}
    expected = {step: lines for step, lines in read(STEPS).items() if step.partition(".")[0] == kind}
    assert {step: lines for step, lines in written.items() if lines} == expected
