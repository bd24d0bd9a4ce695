"""Examples of the addresses for residents: open to everybody, and nobody's data on them."""

from tests.house.example import PUBLIC, Example

PUBLIC_EXAMPLES = {
    **{f"ask/{step}": Example(PUBLIC) for step in ("", "where/", "contact/", "check/", "done/")},
    "ask/status/": Example(PUBLIC, send={"number": "专属"}, posted=True, answer=422),
    # Only what a form of one's own sends is taken.
    **{
        f"ask/{name}/": Example(PUBLIC, answer=405)
        for name in ("large-type", "status/cancel", "status/rate", "status/again", "status/leave")
    },
}
