"""Every fault that is put into Asylia on purpose, and the harness that must turn red under it."""

from __future__ import annotations

from collections.abc import Mapping

from tests.trust import (
    h01_faults,
    h02_database_killed,
    h03_power_cut,
    h04_disk_full,
    h05_migrations,
    h07_faults,
    h08_two_worlds,
    h09_faults,
    h10_api,
    h12_crypto,
    h13_audit,
    h13_database,
    h14_faults,
    h19_mutation,
    h19_rules,
    h19_scan,
    t07_keys_on_disk,
    t13_keys_in_memory,
)
from tests.trust.frame import Fault

FAULTS: Mapping[str, Mapping[str, Fault]] = {
    "H1": h01_faults.FAULTS,
    "H2": h02_database_killed.FAULTS,
    "H3a": h03_power_cut.FAULTS,
    "H4": h04_disk_full.FAULTS,
    "H5": h05_migrations.FAULTS,
    "H7": h07_faults.FAULTS,
    "H8": h08_two_worlds.FAULTS,
    "H9": h09_faults.FAULTS,
    "H10": h10_api.FAULTS,
    "H12": h12_crypto.FAULTS,
    "H13": {**h13_audit.FAULTS, **h13_database.FAULTS},
    "H14": h14_faults.FAULTS,
    "H19": {**h19_rules.FAULTS, **h19_scan.FAULTS, **h19_mutation.FAULTS},
    "T7": t07_keys_on_disk.FAULTS,
    "T13": t13_keys_in_memory.FAULTS,
}
"""By harness and name. The product itself contains no switch: each fault changes it from outside, for one run."""
