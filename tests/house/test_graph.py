"""The one-way graph: packages are placed, foreign keys point down, facts come from producers."""

from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings

from tests.house.source import HEIGHT, PACKAGE
from xianfeng.kernel import facts, figures

PRODUCERS = {
    "units", "members", "voting", "life", "plans", "development", "elections", "reviews", "care",
    "voice", "outreach", "duties", "lifecycle", "standards", "rectification",
    "supervision", "responsibility", "burden", "checkin", "service",
    "hours", "volunteering", "partners", "ratings", "participation",
}  # fmt: skip


def our_models():
    prefix = f"{PACKAGE.name}."
    return [model for model in apps.get_models() if model.__module__.startswith(prefix)]


def test_every_package_is_placed():
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert packages == set(HEIGHT)


def test_every_context_with_tables_is_installed():
    with_tables = {path.parent.name for path in PACKAGE.glob("*/migrations")}
    assert {model._meta.app_label for model in our_models()} == with_tables
    assert {f"{PACKAGE.name}.{name}" for name in with_tables} <= set(settings.INSTALLED_APPS)


def test_foreign_keys_point_down():
    upward = []
    for model in our_models():
        for field in model._meta.get_fields():
            target = field.related_model
            if field.auto_created or target is None or target not in our_models():
                continue
            here, there = model._meta.app_label, target._meta.app_label
            if here != there and HEIGHT[there] >= HEIGHT[here]:
                upward.append(f"{model.__name__}.{field.name} -> {there}.{target.__name__}")
    assert upward == []


def test_the_walk_sees_foreign_keys():
    pairs = {
        (model.__name__, field.related_model.__name__)
        for model in our_models()
        for field in model._meta.concrete_fields
        if field.related_model
    }
    assert {("Meeting", "Unit"), ("Absence", "Member"), ("UnitRole", "User")} <= pairs


def test_facts_are_declared_where_their_rows_live():
    misplaced = []
    for kind in facts.every():
        label = kind.rows().model._meta.app_label
        declared = vars(import_module(f"xianfeng.{label}.facts")) if label in PRODUCERS else {}
        if not any(kind is value for value in declared.values()):
            misplaced.append(f"{kind.id}: rows of {label}")
    assert misplaced == []
    assert len(facts.every()) >= 5


@pytest.mark.django_db
def test_every_column_of_a_fact_can_be_read():
    for kind in facts.every():
        shared = [kind.unit, kind.path, kind.on, kind.since, kind.until, kind.subject]
        shared += [kind.amount, kind.minutes, kind.made_up, kind.due, kind.done]
        lookups = [lookup for lookup in (*shared, *kind.dims.values()) if lookup]
        assert list(kind.rows().values(*lookups)[:0]) == [], kind.id


@pytest.mark.django_db
def test_every_figure_counts_facts_that_exist():
    known = {kind.id for kind in facts.every()}
    assert {figure.fact for figure in figures.every()} <= known
    assert {figure.over for figure in figures.every() if figure.over} <= {
        figure.id for figure in figures.every()
    }
    for figure in figures.every():
        kind = facts.get(figure.fact)
        assert list(kind.rows().filter(kind.where(figure.where))[:0]) == [], figure.id
