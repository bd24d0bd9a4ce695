"""Photos as they are sent, several at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xianfeng.supervision.pictures import Picture, clean


class _Several(forms.ClearableFileInput):
    allow_multiple_selected = True


class _Files(forms.FileField):
    widget = _Several

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Return the files, each as Django checks one."""
        files = data if isinstance(data, (list, tuple)) else [data]
        return [super(_Files, self).clean(each, initial) for each in files]


class PhotosForm(forms.Form):
    """Photos from the phone; where and when they were taken is removed."""

    photos = _Files(
        label=_("照片"),
        help_text=_("可以不传。拍摄时间、地点等信息会自动去掉。每张不超过 12 MB，最多 9 张。"),
        widget=_Several(attrs={"accept": "image/*"}),
    )

    def pictures(self) -> list[Picture]:
        """Return the pictures cleaned; raises Refused."""
        return [clean(each.read()) for each in self.cleaned_data["photos"]]
