"""The law itself, one module per field; read each from top to bottom. Importing this package writes every rule down."""

from asylia.law.rules import (  # noqa: F401  (imported for what they register, in the order of the specification)
    assistance,
    children,
    detention,
    identification,
    interview,
    non_punishment,
    reception,
    referral,
    refoulement,
    refugee,
    solutions,
    statelessness,
    trafficking,
)
