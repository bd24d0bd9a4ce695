"""The form that the tests of the helpers post."""

from django import forms


class NoteForm(forms.Form):
    text = forms.CharField(label="内容", max_length=20)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
