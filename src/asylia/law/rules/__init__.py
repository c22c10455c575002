"""The law itself, one module per field; read each from top to bottom. Importing this package writes every rule down."""

from asylia.law.rules import (  # noqa: F401  (imported for what they register, in the order of the specification)
    trafficking,
    identification,
    refugee,
    refoulement,
    statelessness,
    non_punishment,
    detention,
    children,
    interview,
    reception,
    assistance,
    referral,
    solutions,
)
