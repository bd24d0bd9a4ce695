"""What a resident does in a browser without an account."""

from xianfeng.service.models import Request

WHAT = {"category": "repair", "text": "水龙头漏水，想请人来修"}
CONTACT = {"phone": "138 0000 0009", "contact": "王阿姨"}


def where(place, **more):
    return {"place": str(place.pk), "address": "1栋101", "on_date": "", "part": ""} | more


def fill(client, place, what=WHAT, contact=CONTACT, **more):
    """Walk the three forms; the last look is shown next."""
    client.post("/ask/", what)
    client.post("/ask/where/", where(place, **more))
    return client.post("/ask/contact/", contact)


def order(client, place, **more):
    """Ask for something to the end, and return the request."""
    fill(client, place, **more)
    answer = client.post("/ask/check/")
    assert (answer.status_code, answer["Location"]) == (302, "/ask/done/")
    return Request.objects.latest("pk")
