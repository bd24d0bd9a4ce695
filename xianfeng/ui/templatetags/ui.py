"""The components: strict tags, in which a misspelt attribute is an error."""

from django.template import Library

from xianfeng.ui.components import boxes, controls, data, filters, marks, moves, pages

register = Library()
for part in (boxes, controls, data, filters, marks, moves, pages):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
