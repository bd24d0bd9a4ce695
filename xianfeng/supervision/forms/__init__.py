"""What is asked: plans and their lines, draws, days and teams, the record, photos, the lists."""

from xianfeng.supervision.forms.lists import CoverageForm, SearchForm
from xianfeng.supervision.forms.photos import PhotosForm
from xianfeng.supervision.forms.plans import DrawUnitsForm, PlanForm, RoundForm, SureForm, UnitsForm
from xianfeng.supervision.forms.records import AmendForm, NamedRecordForm, RecordForm
from xianfeng.supervision.forms.visits import (
    DrawTeamForm,
    LeaderForm,
    ReasonForm,
    ReplaceForm,
    ScheduleForm,
    VersionForm,
)

__all__ = [
    "AmendForm",
    "CoverageForm",
    "DrawTeamForm",
    "DrawUnitsForm",
    "LeaderForm",
    "NamedRecordForm",
    "PhotosForm",
    "PlanForm",
    "ReasonForm",
    "RecordForm",
    "ReplaceForm",
    "RoundForm",
    "ScheduleForm",
    "SearchForm",
    "SureForm",
    "UnitsForm",
    "VersionForm",
]
