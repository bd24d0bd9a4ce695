"""Examples of the addresses for the community, the branch and the member who is asked."""

from tests.house.example import PART, SIGNED_IN, STAFF, Example, of

STAFF_EXAMPLES = {
    "service/": Example(STAFF),
    "service/export/": Example(STAFF),
    "service/new/": Example(PART, refused=(403,)),
    "service/proposals/": Example(STAFF),
    **{
        f"service/proposals/{verb}/": Example(PART, posted=True, answer=302, refused=(302, 404))
        for verb in ("dispatch", "send", "again")
    },
    "service/needs/": Example(STAFF),
    "service/needs/hands/": Example(STAFF, send={"skill": "law"}),
    "service/mine/": Example(SIGNED_IN),
    "service/requests/<int:pk>/": of(PART, "request"),
    "service/requests/<int:pk>/steps/<slug:verb>/": Example(
        PART, {"pk": "request", "verb": "=refuse_request"}, posted=True, answer=422
    ),
    "service/parts/<int:pk>/<slug:verb>/": Example(
        PART, {"pk": "dispatch", "verb": "=decline_place"}, posted=True, answer=422
    ),
}
