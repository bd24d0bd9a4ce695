"""What the base templates need of a page's own blocks."""

from django.template import Context, Library
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

register = Library()


@register.simple_tag(takes_context=True)
def block_text(context: Context, name: str) -> SafeString:
    """Return the words of a block once more (a page's heading is also its title), without tags.

    Raises KeyError when no template of the page has such a block.
    """
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block(name)
    if block is None:
        raise KeyError(name)
    words = " ".join(strip_tags(block.render(context)).split())
    return mark_safe(words)  # noqa: S308 - the block escaped it, and tags are gone
