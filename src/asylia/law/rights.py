"""The rights ledger: each right with its source and the one event on which it ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Column = Literal["refugee", "trafficking", "statelessness"]


@dataclass(frozen=True)
class Right:
    """A right: code, text, instrument and article, the column it stands in, and what alone ends it."""

    code: str
    text: str
    source: str
    column: Column
    ends_only_on: str


REFUGEE_END = "cessation, cancellation or revocation of refugee status, decided individually and final"
CLAIM_END = "a final refusal followed by a cleared human-rights check, or an informed withdrawal"
VICTIM_END = "a final negative identification decision, read by a second person and open to review"

_ROWS: tuple[Right, ...] = (
    Right("S10.3", "Protection from refoulement", "RC51 33", "refugee", CLAIM_END),
    Right("S10.4", "Asylum: residence in safety", "RC51 2-34; UDHR 14", "refugee", REFUGEE_END),
    Right("S10.5", "The rights of the Refugee Convention", "RC51 3-34", "refugee", REFUGEE_END),
    Right("S10.6", "A durable solution", "RC51 34", "refugee", REFUGEE_END),
    Right("S10.7", "Protection by UNHCR", "RC51 35", "refugee", REFUGEE_END),
    Right("S14.1", "Not to be sent back; limits on expulsion", "RC51 32-33", "refugee", CLAIM_END),
    Right("S14.2", "To seek asylum", "UDHR 14; RC51 33", "refugee", CLAIM_END),
    Right("S14.3", "No penalty for irregular entry or presence", "RC51 31(1)", "refugee", CLAIM_END),
    Right("S14.4", "Social welfare", "RC51 20-24", "refugee", REFUGEE_END),
    Right("S14.5", "Identity and travel documents", "RC51 27-28", "refugee", REFUGEE_END),
    Right("S14.6", "Freedom of movement", "RC51 26, 31(2)", "refugee", REFUGEE_END),
    Right("S14.7", "Access to courts", "RC51 16", "refugee", REFUGEE_END),
    Right(
        "S14.8", "A durable solution: return in safety, integration, resettlement", "RC51 34", "refugee", REFUGEE_END
    ),
    Right("S14.9", "To be identified, children included", "COE 10; EU11 11(4)", "trafficking", VICTIM_END),
    Right("S14.10", "Access to asylum", "PAL 14(1); EU11 11a", "trafficking", CLAIM_END),
    Right(
        "S14.11", "Referral to protection and assistance", "COE 10(2), 12; EU11 11(4)-(5)", "trafficking", VICTIM_END
    ),
    Right(
        "S14.12", "Remedies and compensation", "PAL 6(6); COE 15; EU11 17", "trafficking", "payment or final decision"
    ),
    Right("S14.13", "No penalty for compelled status offences", "COE 26; EU11 8", "trafficking", VICTIM_END),
    Right("S14.14", "No coercion in care", "COE 12(7); EU11 11(5)", "trafficking", "the end of the service"),
    Right(
        "S14.15",
        "To stay during proceedings",
        "PAL 7(1); COE 14(1)(b)",
        "trafficking",
        "the end of all proceedings, and a decision on stay",
    ),
    Right(
        "S14.16",
        "Return that is safe and voluntary",
        "PAL 8(2); COE 16(2)",
        "trafficking",
        "arrival and the end of agreed follow-up",
    ),
    Right(
        "COE.10", "No removal until identification is complete", "COE 10(2)", "trafficking", "the end of identification"
    ),
    Right("COE.12", "Assistance that depends on no cooperation", "COE 12(1), 12(6)", "trafficking", VICTIM_END),
    Right(
        "COE.13",
        "Time to recover and reflect, at least 30 days",
        "COE 13(1)",
        "trafficking",
        "the last day of the period, or the person's own free request",
    ),
    Right(
        "SL54.27",
        "Identity papers",
        "SL54 27",
        "statelessness",
        "acquisition of a nationality",
    ),
    Right("SL54.28", "Travel document", "SL54 28", "statelessness", "acquisition of a nationality"),
    Right("SL54.31", "Limits on expulsion", "SL54 31", "statelessness", "acquisition of a nationality"),
    Right("SL54.32", "Eased naturalisation", "SL54 32", "statelessness", "acquisition of a nationality"),
)

RIGHTS: Mapping[str, Right] = MappingProxyType({right.code: right for right in _ROWS})
"""All rights by code. S-codes are the lines of the source's two columns."""

REFUGEES_DUTY = "A refugee has to obey the laws of the host country (RC51 2)."
