"""Every field of every model is declared; one about a person says why, how long and its mask."""

import tomllib

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models

from tests.conftest import ROOT
from xianfeng.members.models import Member

DICTIONARY = tomllib.loads((ROOT / "docs" / "personal_data.toml").read_text(encoding="utf-8"))
# Tables of the framework and of the job runner; tasks are given keys, never a person's data.
FRAMEWORK = {"auth", "contenttypes", "django_tasks_database", "django_tasks_db"}
MODELS = {
    model._meta.label: model
    for model in apps.get_models()
    if model._meta.app_label not in FRAMEWORK
}
PERSONAL = DICTIONARY["models"]


def fields(model):
    return {field.name for field in model._meta.concrete_fields}


def declared(label):
    if label in PERSONAL:
        return {*PERSONAL[label]["fields"], *PERSONAL[label]["other"]}
    return set(DICTIONARY["impersonal"][label])


def entry(label, name):
    """Return a field's declaration, completed from its model's."""
    model = PERSONAL[label]
    common = {key: model[key] for key in ("purpose", "basis", "retention")}
    return common | model["fields"][name]


def test_every_model_is_declared_once():
    assert sorted([*PERSONAL, *DICTIONARY["impersonal"]]) == sorted(MODELS)


@pytest.mark.parametrize("label", sorted(MODELS))
def test_every_field_is_declared_and_every_declaration_is_a_field(label):
    assert declared(label) == fields(MODELS[label])


@pytest.mark.parametrize("label", sorted(PERSONAL))
def test_a_personal_field_has_purpose_basis_retention_and_mask(label):
    assert set(PERSONAL[label]["fields"]) & set(PERSONAL[label]["other"]) == set()
    for name in PERSONAL[label]["fields"]:
        said = entry(label, name)
        assert set(said) == {"purpose", "basis", "retention", "mask"}, name
        assert said["purpose"].strip(), name
        for key in ("basis", "retention", "mask"):
            assert said[key] in DICTIONARY[key], (name, key)


def test_what_refers_to_a_person_is_personal():
    people = {Member, get_user_model()}
    missed = [
        f"{label}.{field.name}"
        for label, model in MODELS.items()
        for field in model._meta.concrete_fields
        if field.is_relation
        and field.related_model in people
        and field.name not in PERSONAL.get(label, {"fields": ()})["fields"]
    ]
    assert missed == []


def test_what_is_sealed_is_masked_and_what_is_indexed_is_never_shown():
    for label, model in MODELS.items():
        for field in model._meta.concrete_fields:
            if field.name.endswith("_sealed"):
                assert entry(label, field.name)["mask"] == "partial"
            elif field.name.endswith("_index"):
                assert entry(label, field.name)["mask"] == "index"
            elif isinstance(field, models.BinaryField):
                assert entry(label, field.name)["mask"] in {"sealed", "hidden"}


def test_no_field_holds_a_score_or_a_judgement_of_a_person():
    words = {"score", "points", "label", "sentiment", "loyalty", "trend", "prediction", "rank"}
    found = [
        f"{label}.{name}"
        for label in PERSONAL
        for name in PERSONAL[label]["fields"]
        if words & set(name.split("_"))
    ]
    assert found == []
