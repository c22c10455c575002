"""The regimes and their bridge as code: facts in; findings, guards, rights, duties and deadlines out, with reasons.

`from asylia.law import LAW` and ask `LAW.at("XA").assess(known, on)`. Pure: no database, no clock, no files.
"""

from asylia.law.engine import LAW, Guard, Law, Outcome
from asylia.law.facts import FACTS, FactError, Known, read_facts

__all__ = ["FACTS", "LAW", "FactError", "Guard", "Known", "Law", "Outcome", "read_facts"]
