"""Photos as they are sent, several at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from xianfeng.supervision.actions.photos import MOST
from xianfeng.supervision.pictures import MOST_BYTES, Picture, clean


class _Several(forms.ClearableFileInput):
    allow_multiple_selected = True


class _Files(forms.FileField):
    widget = _Several

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Return the files, each as Django checks one."""
        files = data if isinstance(data, (list, tuple)) else [data]
        if len(files) > MOST:
            raise forms.ValidationError(_now("一次督导最多 9 张照片，请挑选后再传"))
        return [super(_Files, self).clean(each, initial) for each in files]


class PhotosForm(forms.Form):
    """Photos from the phone; where and when they were taken is removed."""

    photos = _Files(
        label=_("照片"),
        help_text=_("可以不传。拍摄时间、地点等信息会自动去掉。每张不超过 12 MB，最多 9 张。"),
        widget=_Several(attrs={"accept": "image/*"}),
    )

    def pictures(self) -> list[Picture]:
        """Return the pictures cleaned, reading of each no more than may be kept; raises Refused."""
        return [clean(each.read(MOST_BYTES + 1)) for each in self.cleaned_data["photos"]]
