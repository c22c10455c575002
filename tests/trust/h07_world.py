"""Invented agencies with an account for each of the 25 roles, and a case for each way to stand to one.

Every value in a case is unusual enough to be found again, and each is marked with the place where it stands. Who may
see what is read from tests/access/field_table.py, which was written by hand from the field's own table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

from asylia.access import sessions
from asylia.access.accounts import Opened, areas_for, named
from asylia.access.asking import FACT_PURPOSES
from asylia.access.drawers import Drawers
from asylia.access.founding import NewAccount, found
from asylia.access.keyring_user import unlock_with_passphrase
from asylia.access.models import (
    Agreement,
    BreakGlass,
    Conversation,
    OriginState,
    Release,
    Share,
)
from asylia.access.purposes import OF_FIELDS
from asylia.access.signed_in import SignedIn
from asylia.access.standing import find
from asylia.casework.door import perform
from asylia.record import cases, deletion
from asylia.record.dictionary import sealed_field
from asylia.record.models import Assignment, Consent, Fact
from asylia.record.rows import acting_as
from asylia.server.database import Databases
from tests.access.field_table import CELLS, DOES, FOR_THE_AGENCY, PURPOSES, ROLES
from tests.access.people_with_accounts import DEVICE, PASSPHRASE, WEAK, FoundedAgency, Person

IN_CASE = tuple(role for role in ROLES if role not in FOR_THE_AGENCY)
OPENS_IN_DANGER = ("FR", "CW", "PO", "CP", "HP")
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
ORIGIN = "XA"

FACTS: tuple[tuple[str, str, str], ...] = (
    ("person.declared_age", "A", "age"),
    ("care.place_open", "B", "yes"),
    ("means.force", "C", "yes"),
    ("fear.return", "D", "yes"),
    ("sv.last_date", "E", "day"),
    ("birth.own_child_date", "F", "day"),
    ("proc.hearing_date", "G", "day"),
    ("ret.wish_date", "H", "day"),
    ("nat.unknown_parentage", "I", "yes"),
    ("triage.afraid_here", "J", "yes"),
    ("det.since", "J.detention", "day"),
    ("safety.threat", "H.essentials", "yes"),
)
"""Facts of every case: key, place, and what is unusual about the value."""

TEXTS: tuple[tuple[str, str], ...] = (
    ("name.1", "A"),
    ("alias", "A.alias"),
    ("pseudonym", "A.pseudonym"),
    ("channel.1", "B"),
    ("whereabouts", "B.location"),
    ("narrative.1", "C"),
    ("claim.1", "D"),
    ("health.1", "E"),
    ("health_summary", "E.summary"),
    ("child.1", "F"),
    ("panel_bundle.1", "F.bundle"),
    ("tracing_sheet.1", "F.tracing"),
    ("proceeding.1", "G"),
    ("safety_plan", "H"),
    ("safety_essentials", "H.essentials"),
    ("paper.1", "I"),
    ("observation.1", "J"),
    ("instruction", "J.instruction"),
)
"""Sealed texts of every case, with their places."""


@dataclass(frozen=True)
class Marker:
    """One value of one case. words: whatever shows it, of which any in an answer shows the value."""

    what: str
    place: str
    words: tuple[str, ...]
    row: str = ""
    author: str = ""
    purposes: frozenset[str] = FACT_PURPOSES


@dataclass(frozen=True)
class Relation:
    """One way to stand to a case. acts: whose accounts. reach: how much of a role's own is left by it.

    reach: role (all), read (what was shared, to read), danger (all but what the role must never see), none.
    holds: marks of the field table whose condition is fulfilled. of: compartments shared. roles: who stands so; all
    others of that agency stand to it as a colleague without a role does. as_role: in which role they were assigned.
    """

    name: str
    acts: str
    reach: str
    holds: str = ""
    of: str = "ABCDEFGHIJ"
    roles: tuple[str, ...] = ROLES
    as_role: Mapping[str, str] = field(default_factory=dict)

    def held(self, role: str) -> str:
        return self.as_role.get(role, role)


@dataclass
class Hidden:
    """A case of one relation: its number, the codes by which the agencies know it, and what stands in it."""

    relation: Relation
    case: UUID
    code: str
    """The code by which the acting agency knows the case; where it knows none, that of the agency whose it is."""

    markers: list[Marker] = field(default_factory=list)
    rows: dict[str, str] = field(default_factory=dict)
    """Numbers of rows that a request can name: a fact of det.since, an opening."""


NEXT_ROLE = dict(zip(IN_CASE, (*IN_CASE[1:], IN_CASE[0]), strict=True))

RELATIONS = (
    Relation("own", "lead", "role", "ytkcgrao"),
    Relation("assigned, nothing fulfilled", "lead", "role", "yko"),
    Relation("assigned in another role", "lead", "role", "yko", as_role=NEXT_ROLE, roles=IN_CASE),
    Relation("colleague without a role", "lead", "none"),
    Relation("assignment over", "lead", "none"),
    Relation("named by the person", "lead", "none"),
    Relation("thought to belong to a controller", "lead", "none"),
    Relation("deleted", "lead", "none"),
    Relation("conversation over", "lead", "role", "yko"),
    Relation("opened for danger", "lead", "danger", roles=OPENS_IN_DANGER),
    Relation("opened for danger, over", "lead", "none", roles=OPENS_IN_DANGER),
    Relation("opened for danger, ended", "lead", "none", roles=OPENS_IN_DANGER),
    Relation("opened for danger, then named", "lead", "none", roles=OPENS_IN_DANGER),
    Relation("asked for danger, not agreed", "lead", "none", roles=OPENS_IN_DANGER),
    Relation("shared in full", "partner", "read", "yk"),
    Relation("shared in part", "partner", "read", "yk", of="AI"),
    Relation("share over", "partner", "none"),
    Relation("consent withdrawn", "partner", "none"),
    Relation("consent over", "partner", "none"),
    Relation("agreement over", "former", "none"),
    Relation("agency named by the person", "partner", "none"),
    Relation("share taken back", "partner", "none"),
    Relation("shared, without a role there", "partner", "none"),
    Relation("agency of a State of origin", "embassy", "none"),
    Relation("other agency", "stranger", "none"),
)


@dataclass
class World:
    """Everything that was founded, and every case by the name of its relation."""

    known: Databases
    agencies: dict[str, FoundedAgency]
    opener: Person
    second: Person
    hidden: dict[str, Hidden] = field(default_factory=dict)

    def actors(self, relation: Relation) -> Iterator[tuple[str, Person, bool]]:
        """Every account of the acting agency, with its role and whether it stands in the relation."""
        for role, person in self.agencies[relation.acts].people.items():
            yield role, person, role in relation.roles


def signed_in(person: Person) -> SignedIn:
    """This person, signed in and stepped up just now, keyring open."""
    text = cookie(person)
    known = sessions.found(text, now())
    assert known is not None
    sessions.stepped_up(known, now())
    someone = sessions.signed_in(sessions.found(text, now()))
    assert someone is not None
    return someone


def cookie(person: Person) -> str:
    """What the browser of this person holds after both steps of the sign-in."""
    account = named(person.name)
    assert account is not None
    key = unlock_with_passphrase(str(account.id), bytes(account.locked), PASSPHRASE)
    half = sessions.found(sessions.begin(Opened(account, key), now()).written(), now())
    assert half is not None
    whole = sessions.confirmed(half, now())
    assert whole is not None
    return whole.written()


def now() -> datetime:
    return datetime.now(UTC)


def there(role: str, relation: Relation, *, stands: bool) -> bool:
    """Whether an assignment counts at all. No account is the person's own yet, so nobody is the person."""
    return stands and relation.reach != "none" and role not in FOR_THE_AGENCY and relation.held(role) != "PR"


def serves(role: str, relation: Relation, purposes: frozenset[str]) -> bool:
    """Whether what serves these purposes serves one of those of the role."""
    return bool(purposes & set(PURPOSES[relation.held(role)].split()))


def visible(role: str, relation: Relation, marker: Marker, account: UUID, *, stands: bool) -> bool:
    """Whether the field's own table lets this role see this value in this relation."""
    if not there(role, relation, stands=stands):
        return False
    mark = CELLS[relation.held(role), marker.place]
    if relation.reach == "danger":
        return mark != "x"
    if not serves(role, relation, marker.purposes):
        return False
    if relation.reach == "read" and marker.place[0] not in relation.of:
        return False
    if mark == "o":
        return relation.reach == "role" and marker.author == str(account)
    return mark in relation.holds


def sees_place(role: str, relation: Relation, place: str, *, stands: bool) -> bool:
    """Whether the field's own table lets this role see in this relation what everybody wrote there."""
    if not there(role, relation, stands=stands):
        return False
    mark = CELLS[relation.held(role), place]
    if relation.reach == "danger":
        return mark != "x"
    return mark in relation.holds and mark != "o" and (relation.reach == "role" or place[0] in relation.of)


def opens(role: str, relation: Relation, *, stands: bool) -> bool:
    """Whether the case is there at all for this role in this relation."""
    if not there(role, relation, stands=stands):
        return False
    held = relation.held(role)
    if relation.reach == "danger":
        return True
    if relation.reach == "role" and writes(role, relation, stands=stands):
        return True
    places = [place for (of, place), mark in CELLS.items() if of == held and mark in relation.holds and mark != "o"]
    if relation.reach == "read":
        return any(place == "blocks" or (place[0] in relation.of and place[0].isupper()) for place in places)
    return bool(places)


def writes(role: str, relation: Relation, *, stands: bool) -> bool:
    """Whether what is told to this role may be written down by it."""
    if not there(role, relation, stands=stands) or relation.reach != "role":
        return False
    held = relation.held(role)
    # A guardian who was not checked to be independent is nobody yet.
    return "told.record" in DOES[held].split() and not (held == "GD" and "g" not in relation.holds)


def assigns(role: str, relation: Relation, *, stands: bool) -> bool:
    """Whether this role says who works on the case."""
    return (
        there(role, relation, stands=stands)
        and relation.reach == "role"
        and "case.assign" in DOES[relation.held(role)].split()
    )


def keys(role: str) -> frozenset[str]:
    """The compartments whose key an account of this role holds."""
    return areas_for((role,))


def world(known: Databases, relations: tuple[Relation, ...] = RELATIONS) -> World:
    """Everything, made anew in an empty database."""
    agencies = {name: agency(known, name) for name in sorted({"lead", *(relation.acts for relation in relations)})}
    lead = agencies["lead"]
    made = World(known, agencies, lead.people.pop("opener"), lead.people.pop("second"))
    _parties(known, agencies)
    making = _Making(made, signed_in(made.opener), signed_in(made.second))
    for relation in relations:
        made.hidden[relation.name] = making.case(relation)
    return made


def agency(known: Databases, name: str) -> FoundedAgency:
    """An agency with an account for each role, and in the one that leads, one that opens cases and one that agrees."""
    extra = {"opener": "CW", "second": "CO"} if name == "lead" else {}
    wanted = {role: role for role in ROLES} | extra
    mark = uuid4().hex[:8]
    accounts = [
        NewAccount(
            name=f"{called.casefold()}-{mark}",
            shown_as=f"{called} of {name} {mark}",
            duties=() if role in IN_CASE else (role,),
            qualified=(role,) if role in IN_CASE else (),
            passphrase=PASSPHRASE,
            one_time=False,
            device=DEVICE,
            effort=WEAK,
        )
        for called, role in wanted.items()
    ]
    with known.connect("owner") as owner:
        made = found(owner, f"{name.title()} (invented) {mark}", accounts, now())
    return FoundedAgency(
        made.agency,
        name,
        {
            called: Person(made.accounts[account.name], made.agency, account.name, (role,))
            for (called, role), account in zip(wanted.items(), accounts, strict=True)
        },
    )


def _parties(known: Databases, agencies: Mapping[str, FoundedAgency]) -> None:
    """Every agency is assessed; the embassy is part of a State of origin."""
    with known.connect("owner") as owner:
        for name, one in agencies.items():
            owner.execute(
                "INSERT INTO access_party (id, agency_id, state, organ_of, passes_on_to) VALUES (%s, %s, '', %s, '{}')",
                [uuid4(), one.agency, ORIGIN if name == "embassy" else ""],
            )


class _Making:
    """Makes the case of one relation after the other."""

    def __init__(self, made: World, opener: SignedIn, second: SignedIn) -> None:
        self.world, self.opener, self.second = made, opener, second
        self.number = 0
        self.days_used = 0

    def case(self, relation: Relation) -> Hidden:
        self.number += 1
        hidden = self._opened(relation)
        with acting_as(self.opener):
            for role in ("CO",):
                # Coordinators were assigned when the case was opened. Here each relation says who is.
                cases.unassign(hidden.case, self.world.agencies["lead"][role].account, now())
        self._texts(hidden)
        stands = {
            "lead": self._within,
            "stranger": self._nothing_shared,
        }
        stands.get(relation.acts, self._shared)(hidden)
        with acting_as(self.opener):
            hidden.rows["fact"] = next(one.row for one in hidden.markers if one.what == "det.since")
        return hidden

    def _day(self) -> date:
        self.days_used += 1
        return date(1931, 1, 1) + timedelta(days=11 * self.days_used)

    def _opened(self, relation: Relation) -> Hidden:
        facts: dict[str, object] = {}
        words: dict[str, tuple[str, ...]] = {}
        for key, _place, kind in FACTS:
            if kind == "age":
                facts[key] = f"16.7{self.number:02d}1"
                words[key] = (f"16.7{self.number:02d}1",)
            elif kind == "day":
                day = self._day()
                facts[key], words[key] = day.isoformat(), (day.isoformat(), f"{day.day} {day:%B %Y}")
            else:
                facts[key], words[key] = "yes", ()
        given = {"role": "CW", "country": "XB", "facts": facts}
        done = perform(self.opener, "case.open", None, given, key=uuid4(), now=now())
        with acting_as(self.opener):
            standing = find(self.opener.agency, done.code, now())
            assert standing is not None
            rows = {row.key: str(row.pk) for row in Fact.objects.filter(case_id=standing.case)}
        hidden = Hidden(relation, standing.case, done.code)
        hidden.markers += [
            Marker(key, place, (rows[key], *words[key]), rows[key], str(self.opener.account))
            for key, place, _kind in FACTS
        ]
        return hidden

    def _texts(self, hidden: Hidden) -> None:
        with acting_as(self.opener):
            standing = find(self.opener.agency, hidden.code, now())
            assert standing is not None
            drawers = Drawers(self.opener, standing)
            for name, place in TEXTS:
                word = f"Zq{self.number}x{name.replace('.', '').replace('_', '')}"
                drawers.write(place[0], name, 1, (), f"invented {word}", now())
                purposes = sealed_field(name).purposes
                hidden.markers.append(Marker(name, place, (word,), "", str(self.opener.account), purposes))

    def _within(self, hidden: Hidden) -> None:
        relation = hidden.relation
        people = self.world.agencies["lead"].people
        danger = relation.reach == "danger" or "danger" in relation.name
        if relation.name not in ("colleague without a role",) and not danger:
            self._assigned(hidden, people)
        after: dict[str, Callable[[Hidden], None]] = {
            "own": self._fulfilled,
            "assignment over": self._let_go,
            "named by the person": lambda one: self._kept_away(one, "must_never_see"),
            "thought to belong to a controller": lambda one: self._kept_away(one, "suspected"),
            "deleted": self._deleted,
            "conversation over": lambda one: self._talk(one, people.values(), now() - HOUR),
        }
        if danger:
            self._danger(hidden)
        elif relation.name in after:
            after[relation.name](hidden)

    def _assigned(self, hidden: Hidden, people: Mapping[str, Person]) -> None:
        with acting_as(self.opener):
            for role in hidden.relation.roles:
                if role in IN_CASE:
                    held = hidden.relation.held(role)
                    cases.assign(self.opener, hidden.case, people[role].account, held, now())

    def _fulfilled(self, hidden: Hidden) -> None:
        """Every condition that a role may ask for: a conversation, a checked guardian, releases, own entries."""
        people = self.world.agencies["lead"].people
        self._talk(hidden, people.values(), None)
        with acting_as(self.opener):
            Assignment.objects.filter(case_id=hidden.case, role="GD").update(checked=True)
            for role in ("GD", "LE", "IA", "AD"):
                Release.objects.create(
                    case_id=hidden.case,
                    agency_id=self.opener.agency,
                    role=role,
                    compartments="ABCDEFGHIJ",
                    since=now() - DAY,
                    until=now() + DAY,
                    given_by=self.opener.account,
                )
        entries = {"J": "triage.unwanted_companion", "A": "consent.share.unhcr", "B": "referral.urgent"}
        for role, places in (("BO", "J"), ("FR", "ABJ"), ("DT", "J")):
            own = signed_in(people[role])
            facts = {entries[place]: "yes" for place in places}
            done = perform(own, "facts.add", hidden.code, {"facts": facts}, key=uuid4(), now=now())
            with acting_as(self.opener):
                rows = {str(row.pk): row.key for row in Fact.objects.filter(pk__in=done.made["facts"])}
            place_of = {key: place for place, key in entries.items()}
            hidden.markers += [
                Marker(f"{key} of {role}", place_of[key], (row,), row, str(own.account)) for row, key in rows.items()
            ]

    def _talk(self, hidden: Hidden, people: Iterable[Person], until: datetime | None) -> None:
        with acting_as(self.opener):
            Conversation.objects.create(
                case_id=hidden.case,
                agency_id=self.opener.agency,
                accounts=[person.account for person in people],
                since=now() - DAY,
                until=until,
            )

    def _nothing_shared(self, _hidden: Hidden) -> None:
        """Another agency has nothing to do with it."""

    def _let_go(self, hidden: Hidden) -> None:
        with acting_as(self.opener):
            for person in self.world.agencies["lead"].people.values():
                cases.unassign(hidden.case, person.account, now())

    def _kept_away(self, hidden: Hidden, why: str, roles: Iterable[str] = ROLES) -> None:
        for role in roles:
            person = self.world.agencies["lead"][role]
            given = {"account": str(person.account), "why": why}
            perform(self.opener, "person.keep_away", hidden.code, given, key=uuid4(), now=now())

    def _deleted(self, hidden: Hidden) -> None:
        with acting_as(self.opener):
            assert deletion.delete_case(hidden.case, "request")

    def _danger(self, hidden: Hidden) -> None:
        name = hidden.relation.name
        reason = "an invented danger to a life, to be acted on now"
        for role in hidden.relation.roles:
            asker = signed_in(self.world.agencies["lead"][role])
            given = {"role": role, "category": "risk_to_life", "reason": reason}
            perform(asker, "glass.ask", hidden.code, given, key=uuid4(), now=now())
            with acting_as(self.opener):
                asked = BreakGlass.objects.get(case_id=hidden.case, account=asker.account)
            hidden.rows["opening"] = str(asked.pk)
            if name.endswith("not agreed"):
                continue
            agreed = {"asked": str(asked.pk), "role": "CO", "reason": reason}
            perform(self.second, "glass.agree", hidden.code, agreed, key=uuid4(), now=now())
            if name.endswith("over"):
                with acting_as(self.opener):
                    BreakGlass.objects.filter(pk=asked.pk).update(opened_at=now() - 2 * HOUR)
            elif name.endswith("ended"):
                perform(self.opener, "glass.close", hidden.code, {"opening": str(asked.pk)}, key=uuid4(), now=now())
        if name.endswith("named"):
            self._kept_away(hidden, "must_never_see", hidden.relation.roles)
        if name == "opened for danger, over":
            self._forget_openings()

    def _forget_openings(self) -> None:
        """Openings of the same week are counted; those of this relation are taken to be long ago."""
        with acting_as(self.opener):
            BreakGlass.objects.filter(opened_at__lt=now() - HOUR).update(opened_at=now() - 9 * DAY)

    def _shared(self, hidden: Hidden) -> None:
        relation, other = hidden.relation, self.world.agencies[hidden.relation.acts]
        received = {
            person.account: role
            for role, person in other.people.items()
            if role in IN_CASE and relation.name != "shared, without a role there"
        }
        until = now() - HOUR if relation.name == "share over" else now() + DAY
        with acting_as(self.opener):
            access = cases.give_access(
                self.opener, hidden.case, other.agency, relation.of, until, now(), received_by=received
            )
            for purpose in OF_FIELDS:
                self._share(hidden, other.agency, purpose, until)
            if relation.acts == "embassy":
                OriginState.objects.create(
                    case_id=hidden.case, agency_id=self.opener.agency, state=ORIGIN, why="nationality"
                )
        if relation.name == "agency named by the person":
            given = {"agency": str(other.agency)}
            perform(self.opener, "person.keep_away", hidden.code, given, key=uuid4(), now=now())
        if relation.name == "share taken back":
            with acting_as(self.opener):
                Share.objects.filter(case_id=hidden.case).update(withdrawn_at=now())
                cases.take_access(hidden.case, other.agency)
        hidden.rows["lead's code"] = hidden.code
        hidden.code = access.code

    def _share(self, hidden: Hidden, recipient: UUID, purpose: str, until: datetime) -> None:
        name, begun = hidden.relation.name, now() - 2 * DAY
        agreed = now() - HOUR if name == "agreement over" else now() + DAY
        Agreement.objects.create(
            sender_id=self.opener.agency,
            recipient_id=recipient,
            purposes=[purpose],
            compartments="ABCDEFGHIJ",
            since=begun,
            until=agreed,
            sender_signed_by=self.opener.account,
            recipient_signed_by=uuid4(),
        )
        consent = Consent.objects.create(
            case_id=hidden.case,
            agency_id=self.opener.agency,
            purpose=purpose,
            recipient_id=recipient,
            compartments=hidden.relation.of,
            basis="consent",
            state="withdrawn" if name == "consent withdrawn" else "given",
            language="en",
            text_version="1",
            asked_at=begun,
            asked_by=self.opener.account,
            until=now() - HOUR if name == "consent over" else now() + DAY,
        )
        Share.objects.create(
            case_id=hidden.case,
            agency_id=self.opener.agency,
            recipient_id=recipient,
            purpose=purpose,
            compartments=hidden.relation.of,
            consent=consent,
            since=begun,
            until=until,
            given_by=self.opener.account,
        )
