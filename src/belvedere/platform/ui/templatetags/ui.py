"""Template tags that every page may use."""

from typing import Any  # a slot's arguments are its own

from django import template
from django.template import RequestContext
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from belvedere.platform.ui.slots import rendered_sections

register = template.Library()


@register.simple_tag(takes_context=True)
def slot(context: RequestContext, name: str, **arguments: Any) -> SafeString:  # noqa: ANN401 -- each slot has its own
    """Show what the contexts have for a place of this page."""
    return format_html_join("\n", "{}", ((part,) for part in rendered_sections(name, context.request, **arguments)))
