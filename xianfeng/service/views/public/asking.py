"""The three forms of asking for something, and how it is said how it went."""

from datetime import timedelta
from typing import Any
from unicodedata import category as kind_of_sign

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xianfeng.checkin.enums import Part, Wish
from xianfeng.kernel import clock
from xianfeng.ledgers import cells
from xianfeng.service.actions import Wanted
from xianfeng.service.queries import public
from xianfeng.service.views.public.gate import RESIDENT
from xianfeng.units.models import Place

FURTHEST = 180


class Plain(forms.CharField):
    """Words on one line, without signs that steer a screen or turn the direction of writing."""

    def to_python(self, value: Any) -> str:
        """Return the words alone."""
        text = str(super().to_python(value) or "").replace("\n", " ").replace("\t", " ")
        return "".join(sign for sign in text if kind_of_sign(sign) not in {"Cc", "Cf"}).strip()


class WhatForm(forms.Form):
    """要办什么."""

    category = forms.ChoiceField(
        label=gettext_lazy("是哪一类的事"),
        choices=Wish.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选一类；说不准就选最接近的。")},
    )
    text = Plain(
        label=gettext_lazy("用一句话说说要办什么"),
        help_text=gettext_lazy("例如：水龙头漏水，想请人来修。"),
        max_length=100,
        widget=forms.Textarea(attrs={"rows": "3"}),
        error_messages={"required": gettext_lazy("请写一句话，说明要办什么。")},
    )


class WhereForm(forms.Form):
    """在哪里、什么时候."""

    place = forms.ChoiceField(
        label=gettext_lazy("在哪个社区"),
        help_text=gettext_lazy("不清楚是哪个网格，选社区就行。"),
        error_messages={"required": gettext_lazy("请选社区。")},
    )
    address = Plain(
        label=gettext_lazy("到哪里办"),
        help_text=gettext_lazy("楼栋和门牌，或者一个好找的地方。"),
        max_length=80,
        error_messages={"required": gettext_lazy("请写一个地方，好让人找到。")},
    )
    on_date = forms.DateField(
        label=gettext_lazy("哪一天方便"),
        help_text=gettext_lazy("不写就是哪天都行。"),
        required=False,
        widget=forms.DateInput,
        error_messages={"invalid": gettext_lazy("请写成 2021-06-30 这样的日期。")},
    )
    part = forms.ChoiceField(
        label=gettext_lazy("什么时候方便"),
        choices=[("", gettext_lazy("都可以")), *Part.choices],
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = {str(place.pk): place for place in public.places(RESIDENT)}
        self.fields["place"].choices = [("", _("请选择")), *_grouped(self.found)]

    def clean_on_date(self) -> Any:
        """Return the day, when it is neither past nor too far away."""
        day, today = self.cleaned_data["on_date"], clock.today()
        if day and day < today:
            raise forms.ValidationError(_("这一天已经过去，请另选一天。"))
        if day and day > today + timedelta(days=FURTHEST):
            raise forms.ValidationError(_("请选半年以内的日期。"))
        return day


class ContactForm(forms.Form):
    """怎么联系您."""

    phone = Plain(
        label=gettext_lazy("电话"),
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
        error_messages={"required": gettext_lazy("请留一个能联系到您的电话。")},
    )
    contact = Plain(
        label=gettext_lazy("怎么称呼您"),
        help_text=gettext_lazy("例如：王阿姨。"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def clean_phone(self) -> str:
        """Return the telephone as it is written everywhere."""
        found, wrong = cells.phone(self.cleaned_data["phone"], landline=True)
        if wrong or not found:
            raise forms.ValidationError(_("这个号码打不通，请核对：手机十一位，座机带区号。"))
        return found


class RatingForm(forms.Form):
    """办得怎么样."""

    stars = forms.TypedChoiceField(
        choices=[(str(number), str(number)) for number in range(1, 6)],
        coerce=int,
        error_messages={"required": gettext_lazy("请在五个里选一个。")},
    )
    words = Plain(
        label=gettext_lazy("想说的话"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )


STEPS: tuple[tuple[str, type[forms.Form]], ...] = (
    ("what", WhatForm),
    ("where", WhereForm),
    ("contact", ContactForm),
)


def wanted(cleaned: dict[str, Any], place: Place) -> Wanted:
    """Return what is asked for, from the three forms together."""
    grid = place if place.parent_id else None
    return Wanted(
        category=cleaned["category"],
        text=cleaned["text"],
        community=place.parent if place.parent else place,
        grid=grid,
        address=cleaned["address"],
        on_date=cleaned["on_date"],
        part=cleaned["part"],
        phone="".join(sign for sign in cleaned["phone"] if sign.isdigit()),
        contact=cleaned["contact"],
    )


def _grouped(found: dict[str, Place]) -> list[Any]:
    """Return each community with its grids below it."""
    grids: dict[int, list[tuple[str, str]]] = {}
    for key, place in found.items():
        if place.parent_id is not None:
            grids.setdefault(place.parent_id, []).append((key, place.name))
    chosen: list[Any] = []
    for key, place in found.items():
        if place.parent_id is None:
            own = [
                (key, place.name),
                *((k, f"{place.name} {n}") for k, n in grids.get(place.pk, [])),
            ]
            chosen += own if len(own) == 1 else [(place.name, own)]
    return chosen
