"""The rules a decision may rest on, each with its sentence for the log, and the decision itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

NOT_HERE = "There is nothing here under this address."
"""What everybody is told who is refused, whether the thing exists or not (R27)."""


STOPPED = (
    "An incident is open in this agency. Until it is over nothing is shared or taken out, no account is made or reset, "
    "and no key is given. Nothing was done. What you wrote in your cases stays, and you can go on in them."
)
"""What is said to who is stopped by an incident of their own agency. It is the same for every case, there or not."""


class Rule(StrEnum):
    """Why a question was answered as it was. For the log alone."""

    UNKNOWN_ACTION = "unknown_action"
    UNKNOWN_AREA = "unknown_area"
    UNKNOWN_PURPOSE = "unknown_purpose"
    FIELD_ELSEWHERE = "field_elsewhere"
    NOT_SIGNED_IN = "not_signed_in"
    FROZEN = "frozen"
    NO_STEP_UP = "no_step_up"
    NO_SUCH_CASE = "no_such_case"
    MUST_NEVER_SEE = "must_never_see"
    SUSPECTED = "suspected"
    ORIGIN = "origin"
    ANOTHER_FILE = "another_file"
    OWN_ACCOUNT = "own_account"
    OWN_WORK = "own_work"
    NO_SECOND = "no_second"
    NO_ROLE = "no_role"
    ROLE_NEVER = "role_never"
    ROLE_CANNOT = "role_cannot"
    WRONG_PURPOSE = "wrong_purpose"
    NOT_SEEN = "not_seen"
    CONDITION = "condition"
    NOT_WRITTEN_THERE = "not_written_there"
    NO_SHARE = "no_share"
    SHARE_READS_ONLY = "share_reads_only"
    NO_CONSENT = "no_consent"
    NO_AGREEMENT = "no_agreement"
    BREAK_GLASS_FORM = "break_glass_form"
    BREAK_GLASS_SECOND = "break_glass_second"
    BREAK_GLASS_OFTEN = "break_glass_often"
    BY_ROLE = "by_role"
    BY_DUTY = "by_duty"
    BY_SHARE = "by_share"
    BY_BREAK_GLASS = "by_break_glass"


REASONS = {
    Rule.UNKNOWN_ACTION: "No such action is known.",
    Rule.UNKNOWN_AREA: "No such compartment is known.",
    Rule.UNKNOWN_PURPOSE: "No such purpose is known.",
    Rule.FIELD_ELSEWHERE: "The field does not belong to this compartment.",
    Rule.NOT_SIGNED_IN: "The account is not signed in with a second factor, is disabled, or its session has ended.",
    Rule.FROZEN: "An incident is open in the agency, and nothing goes out until it is over.",
    Rule.NO_STEP_UP: "The second factor was not given again for this.",
    Rule.NO_SUCH_CASE: "There is no such case, or it was deleted or set aside.",
    Rule.MUST_NEVER_SEE: "The person has said that this account or agency must never see the file.",
    Rule.SUSPECTED: "The account is thought to belong to someone who controls the person.",
    Rule.ORIGIN: "The agency is, or passes things on to, a State of origin.",
    Rule.ANOTHER_FILE: "It was reached through the file of somebody else.",
    Rule.OWN_ACCOUNT: "Nobody manages their own account.",
    Rule.OWN_WORK: "Nobody approves their own work.",
    Rule.NO_SECOND: "A second person with the right role has not agreed.",
    Rule.NO_ROLE: "The account holds no role here.",
    Rule.ROLE_NEVER: "A role of this account must never see or do this.",
    Rule.ROLE_CANNOT: "No role of this account does this.",
    Rule.WRONG_PURPOSE: "This purpose does not fit the role or the field.",
    Rule.NOT_SEEN: "No role of this account sees this.",
    Rule.CONDITION: "What would have to hold before this role sees it does not hold now.",
    Rule.NOT_WRITTEN_THERE: "This action does not write there.",
    Rule.NO_SHARE: "Nothing of this is shared with the agency, or no longer.",
    Rule.SHARE_READS_ONLY: "What is shared is for reading.",
    Rule.NO_CONSENT: "No consent or other approved basis covers this now.",
    Rule.NO_AGREEMENT: "No agreement between the two agencies covers this now.",
    Rule.BREAK_GLASS_FORM: "Opening for danger needs a category, a reason of 20 signs or more, and a fitting role.",
    Rule.BREAK_GLASS_SECOND: "No second person of another role, signed in and unblocked, has agreed to the opening.",
    Rule.BREAK_GLASS_OFTEN: "The account has opened cases for danger too often this week.",
    Rule.BY_ROLE: "By the role held in the case.",
    Rule.BY_DUTY: "By the duty held for the agency.",
    Rule.BY_SHARE: "By what was shared with the agency.",
    Rule.BY_BREAK_GLASS: "Opened because a life is in danger.",
}
"""A sentence for each rule, for those who may read the log."""


@dataclass(frozen=True)
class Decision:
    """The answer, the rule it rests on and the role it was given to. The reason is for the log, never for who asked."""

    allowed: bool
    rule: Rule
    role: str = ""

    @property
    def reason(self) -> str:
        return REASONS[self.rule]

    @property
    def to_asker(self) -> str:
        """What may be said to who asked: nothing when allowed, else the same for everything that is not.

        An incident of the own agency is no secret, and tells of no case.
        """
        if self.allowed:
            return ""
        return STOPPED if self.rule is Rule.FROZEN else NOT_HERE
