"""What the policy is told: who asks, how they and others stand to a case, and what is asked for. No content is here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from asylia.access.roles import part_of

IDLE = timedelta(minutes=15)
LONGEST = timedelta(hours=8)
STEP_UP_HOLDS = timedelta(minutes=5)
"""How long a session lasts without a sign of life, and at most (R28); how long a second factor given again counts."""


@dataclass(frozen=True)
class Session:
    """A sign-in. second_factor: given at sign-in. stepped_up_at: when it was last given again."""

    signed_in_at: datetime
    last_seen_at: datetime
    second_factor: bool
    stepped_up_at: datetime | None = None
    ended: bool = False

    def holds(self, now: datetime) -> bool:
        """Whether the session is alive. A time before its beginning is a clock set back, and ends it."""
        return (
            self.second_factor
            and not self.ended
            and self.signed_in_at <= self.last_seen_at <= now
            and now < self.last_seen_at + IDLE
            and now < self.signed_in_at + LONGEST
        )

    def stepped_up(self, now: datetime) -> bool:
        """Whether the second factor was given again just now."""
        given = self.stepped_up_at
        return given is not None and given <= now < given + STEP_UP_HOLDS


@dataclass(frozen=True)
class Actor:
    """Who asks. duties: roles held for the agency. qualified: roles the account may be assigned in a case.

    frozen: whether an incident is open in the agency of the account.
    """

    account: str
    agency: str
    session: Session | None
    active: bool = True
    duties: frozenset[str] = frozenset()
    qualified: frozenset[str] = frozenset()
    frozen: bool = False


@dataclass(frozen=True)
class Span:
    """From a moment until before another; None: no end set. A withdrawn span has no moment left from then on."""

    since: datetime
    until: datetime | None = None
    withdrawn_at: datetime | None = None

    def holds(self, now: datetime) -> bool:
        return (
            self.since <= now
            and (self.until is None or now < self.until)
            and (self.withdrawn_at is None or now < self.withdrawn_at)
        )


@dataclass(frozen=True)
class Assignment:
    """That an account holds a role in the case. checked: for a guardian, that independence was verified."""

    account: str
    role: str
    span: Span
    checked: bool = False


@dataclass(frozen=True)
class Scope:
    """Which fields: those of these compartments, and of them only the ones named, or all where none is named."""

    compartments: frozenset[str]
    fields: frozenset[str] | None = None

    def covers(self, compartment: str, field: str | None) -> bool:
        """Whether a field is within. A whole compartment is within only where no field is singled out."""
        return compartment in self.compartments and (self.fields is None or field in self.fields)


@dataclass(frozen=True)
class Release:
    """That the person lets a role of the case see something it would not see otherwise."""

    role: str
    scope: Scope
    span: Span


@dataclass(frozen=True)
class Consent:
    """What a share rests on: the person's consent, or another basis that two people approved (R08, R11, D3).

    span: until is required here; a consent without an end is none.
    """

    recipient: str
    purpose: str
    scope: Scope
    span: Span
    basis: str = "consent"
    approvers: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Agreement:
    """What two agencies may share for which purposes, signed by both, with an end (R17)."""

    sender: str
    recipient: str
    purposes: frozenset[str]
    compartments: frozenset[str]
    span: Span
    signed_by: frozenset[str]


@dataclass(frozen=True)
class Share:
    """What another agency was given of the case: never more than consent and agreement allow when it asks."""

    recipient: str
    purpose: str
    scope: Scope
    span: Span
    consent: Consent | None
    agreement: Agreement | None


@dataclass(frozen=True)
class Conversation:
    """A conversation with the person, and the accounts that take part in it."""

    accounts: frozenset[str]
    span: Span


@dataclass(frozen=True)
class BreakGlass:
    """That a case was opened to one account for one emergency, with the agreement of a second one (R26)."""

    case: str
    account: str
    role: str
    second: str
    second_role: str
    category: str
    opened_at: datetime
    told: frozenset[str]
    closed_at: datetime | None = None


@dataclass(frozen=True)
class CaseStanding:
    """How everyone stands to one case.

    code: this agency's code of it. agency: whose file it is. live: neither deleted nor set aside. must_never_see:
    accounts and agencies the person has named (R22). suspected: accounts thought to belong to a controller.
    origin_block: agencies that origin_block.refused() gave. adult: whether the person is known to be one, None where
    not known. person: the account of the person themselves. interviewers: accounts that have interviewed the person.
    """

    code: str
    agency: str
    live: bool = True
    assignments: tuple[Assignment, ...] = ()
    must_never_see: frozenset[str] = frozenset()
    suspected: frozenset[str] = frozenset()
    origin_block: frozenset[str] = frozenset()
    releases: tuple[Release, ...] = ()
    shares: tuple[Share, ...] = ()
    conversations: tuple[Conversation, ...] = ()
    broken: tuple[BreakGlass, ...] = ()
    adult: bool | None = None
    person: str | None = None
    interviewers: frozenset[str] = frozenset()

    def roles_of(self, account: str, now: datetime) -> frozenset[str]:
        """The roles an account holds in this case now."""
        return frozenset(held.role for held in self.assignments if held.account == account and held.span.holds(now))


@dataclass(frozen=True)
class Field:
    """One field as the dictionary has it: its name, compartment and part, and the purposes it may serve."""

    name: str
    compartment: str
    part: str
    purposes: frozenset[str]

    @classmethod
    def of(cls, name: str, compartment: str, purposes: frozenset[str]) -> Self:
        """A field whose part is looked up in roles.toml."""
        return cls(name, compartment, part_of(name), purposes)


@dataclass(frozen=True)
class Entry:
    """The one row asked for, where it matters whose it is.

    author: the account that wrote it. by_person: the person said or wrote it. file: the code of the file through which
    it was reached, where that is not the case's own. about_account: for managing accounts, whose. second: who agrees.
    taken_out: it is to leave Asylia, as a file.
    """

    author: str | None = None
    by_person: bool = False
    file: str | None = None
    about_account: str | None = None
    second: str | None = None
    taken_out: bool = False


ANY_ENTRY = Entry()
"""Nothing is known of the row: it is nobody's own."""
