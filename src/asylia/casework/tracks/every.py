"""Every track there is, by its name in the record."""

from __future__ import annotations

from collections.abc import Mapping

from asylia.casework.tracks.age import age
from asylia.casework.tracks.asylum import asylum
from asylia.casework.tracks.best_interests import assessment, determination
from asylia.casework.tracks.case_life import case
from asylia.casework.tracks.child import child
from asylia.casework.tracks.consent import consent
from asylia.casework.tracks.detention import detention
from asylia.casework.tracks.going_back import going_back
from asylia.casework.tracks.guardian import guardian
from asylia.casework.tracks.identification import identification
from asylia.casework.tracks.machine import Machine
from asylia.casework.tracks.migrant import migrant
from asylia.casework.tracks.placement import placement
from asylia.casework.tracks.proceedings import proceedings
from asylia.casework.tracks.referral import referral
from asylia.casework.tracks.remedy import remedy
from asylia.casework.tracks.safety_plan import safety_plan
from asylia.casework.tracks.screening import screening
from asylia.casework.tracks.service_plan import service_plan
from asylia.casework.tracks.sgbv import sgbv
from asylia.casework.tracks.solution import solution
from asylia.casework.tracks.statelessness import statelessness
from asylia.casework.tracks.stay import stay
from asylia.casework.tracks.tracing import tracing

MACHINES: Mapping[str, Machine] = {
    machine.kind: machine
    for machine in (
        case,
        screening,
        asylum,
        statelessness,
        detention,
        age,
        child,
        guardian,
        assessment,
        determination,
        referral,
        consent,
        identification,
        stay,
        proceedings,
        remedy,
        safety_plan,
        service_plan,
        placement,
        migrant,
        sgbv,
        solution,
        going_back,
        tracing,
    )
}
