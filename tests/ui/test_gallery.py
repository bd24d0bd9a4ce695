"""Every component is on show, in every state."""

import re

from django.template import engines

from tests.ui.html import Reader
from xianfeng.ui.components import boxes, controls, marks, moves
from xianfeng.ui.templatetags.ui import register

FRAME_ONLY = {"block_text", "post_form", "submission_key"}


def gallery(client):
    response = client.get("/ui/gallery/")
    assert response.status_code == 200
    return Reader(response.content.decode())


def test_it_is_for_people_who_are_signed_in(client, db):
    assert client.get("/ui/gallery/").status_code == 302


def test_it_changes_nothing(signed_in):
    assert signed_in.post("/ui/gallery/").status_code == 405


def test_every_component_is_on_show():
    sources = "".join(
        engines["django"].get_template(f"ui/{name}").template.source
        for name in (
            "gallery.html",
            "gallery/marks.html",
            "gallery/data.html",
            "gallery/controls.html",
        )
    )
    used = set(re.findall(r"\{% (\w+)", sources))
    assert set(register.tags) - used == FRAME_ONLY


def test_every_state_is_on_show(signed_in):
    classes = {
        name
        for _, attrs, _ in gallery(signed_in).elements
        for name in attrs.get("class", "").split()
    }
    wanted = (
        {f"state-{name}" for name in marks.STATES}
        | {f"card-mark-{name}" for name in marks.CARDS}
        | {f"tag-{name.lower()}" for name in marks.VERIFICATIONS}
        | {f"notice-{name}" for name in boxes.NOTICES}
        | {f"btn-{name}" for name in moves.LINKS | controls.BUTTONS}
    )
    assert wanted - classes == set()


def test_ids_are_unique(signed_in):
    ids = [attrs["id"] for _, attrs, _ in gallery(signed_in).elements if "id" in attrs]
    assert sorted(ids) == sorted(set(ids))
