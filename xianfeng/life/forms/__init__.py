"""Forms of meetings and of what stands beside them."""

from xianfeng.life.forms.agenda import AgendaFormSet, agenda_formset
from xianfeng.life.forms.beside import (
    CriticismForm,
    ExemptForm,
    FixedDayForm,
    GuestForm,
    MakeUpForm,
    OpinionForm,
    RectificationForm,
    ThemeForm,
    UntilForm,
    WhenDoneForm,
    YearForm,
)
from xianfeng.life.forms.plan import PlanForm, VoidForm
from xianfeng.life.forms.record import AmendForm, FilterForm, RecordForm

__all__ = [
    "AgendaFormSet",
    "AmendForm",
    "CriticismForm",
    "ExemptForm",
    "FilterForm",
    "FixedDayForm",
    "GuestForm",
    "MakeUpForm",
    "OpinionForm",
    "PlanForm",
    "RecordForm",
    "RectificationForm",
    "ThemeForm",
    "UntilForm",
    "VoidForm",
    "WhenDoneForm",
    "YearForm",
    "agenda_formset",
]
