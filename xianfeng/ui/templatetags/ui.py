"""The components: strict tags, in which a misspelt attribute is an error."""

from django.template import Library

register = Library()
