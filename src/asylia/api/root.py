"""The API as a whole: its rooms, its one shape of problem, and its own description."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI, Router

from asylia import __version__
from asylia.api import doing, looking, signing_in, who_looked
from asylia.api.answers import COMMON
from asylia.api.problems import answer_problems
from asylia.api.reading import PlainJson
from asylia.api.signed import SESSION

DESCRIPTION = """\
JSON for programs of people who work with Asylia. It goes through the same door and window as the pages, with the same
session. What is hidden, forbidden, deleted or never was is one answer: 404, always with the same bytes.
"""

api = NinjaAPI(
    title="Asylia",
    version=__version__,
    description=DESCRIPTION,
    auth=SESSION,
    parser=PlainJson(),
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
)
router = Router(tags=["Description"])


@router.get("/openapi.json", response={200: dict[str, Any], **COMMON}, summary="This description")
def description(request: HttpRequest) -> dict[str, Any]:  # noqa: ARG001
    """OpenAPI 3.1. Nothing in it is secret; it is shown to who is signed in, so that an address tells no stranger what
    runs there.
    """
    return dict(api.get_openapi_schema(path_prefix="api/"))


for part in (signing_in.router, looking.router, doing.router, who_looked.router, router):
    api.add_router("", part)
answer_problems(api)
