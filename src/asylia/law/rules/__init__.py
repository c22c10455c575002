"""The law itself, one module per field; read each from top to bottom. Importing this package writes every rule down."""

# Imported for what they register, in the order of the specification.
# isort: off
from asylia.law.rules import trafficking  # noqa: F401
from asylia.law.rules import identification  # noqa: F401
from asylia.law.rules import refugee  # noqa: F401
from asylia.law.rules import refoulement  # noqa: F401
from asylia.law.rules import statelessness  # noqa: F401
from asylia.law.rules import non_punishment  # noqa: F401
from asylia.law.rules import detention  # noqa: F401
from asylia.law.rules import children  # noqa: F401
from asylia.law.rules import interview  # noqa: F401
from asylia.law.rules import reception  # noqa: F401
from asylia.law.rules import assistance  # noqa: F401
from asylia.law.rules import referral  # noqa: F401
from asylia.law.rules import solutions  # noqa: F401
