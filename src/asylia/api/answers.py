"""Which answers an endpoint may give besides the one that was hoped for."""

from __future__ import annotations

from typing import Any

from asylia.api.shapes import Problem, Refusal

COMMON: dict[Any, Any] = {401: Problem, 422: Problem, 503: Problem}
"""Not signed in; not of the form described; the log or the record away."""

HIDDEN: dict[Any, Any] = {404: Problem}
"""Hidden, forbidden, deleted, or never was: one answer for all of them."""

WRITING: dict[Any, Any] = {400: Problem, 413: Problem, 415: Problem}
"""A body that cannot be read, is too large, or is not JSON."""

BY_LAW: dict[Any, Any] = {409: Refusal}

TRIED_OFTEN: dict[Any, Any] = {429: Problem}

SECOND_FACTOR: dict[Any, Any] = {403: Problem}
"""The action asks for the second factor again; the answer says where to give it."""
