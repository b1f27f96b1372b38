"""Template tags and filters that every page may use: French typography, dates in words, slots."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any  # a slot's arguments are its own

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField, EmailInput, Textarea
from django.forms.utils import flatatt
from django.template import RequestContext
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from belvedere.platform.languages import Data, language_of_page
from belvedere.platform.ui.slots import rendered_sections

register = template.Library()

NBSP = "\N{NO-BREAK SPACE}"
DUE_SOON_WORKING_DAYS = 5


@register.simple_tag(takes_context=True)
def slot(context: RequestContext, name: str, **arguments: Any) -> SafeString:  # noqa: ANN401 -- each slot has its own
    """Show what the contexts have for a place of this page."""
    return format_html_join("\n", "{}", ((part,) for part in rendered_sections(name, context.request, **arguments)))


@register.filter
def number(value: float | None) -> str:
    """Write a number as the language does: 1 250 in French (no-break space), 1,250 in English; nothing for None."""
    if value is None:
        return ""
    whole = isinstance(value, float) and value.is_integer()
    return number_format(int(value) if whole else value, force_grouping=True)


@register.filter
def is_singular(value: int | None) -> bool:
    """Return whether a number takes the singular: 0 and 1 in French, 1 alone in English."""
    return value == 1 or (value == 0 and _is_french())


@register.filter
def percent(value: float | None) -> str:
    """Write a percentage already counted from 0 to 100: « 42 % » in French, "42%" in English."""
    if value is None:
        return ""
    return f"{number(value)}{NBSP if _is_french() else ''}%"


@register.filter
def day(value: date | None) -> str:
    """Write a date in full: lundi 23 novembre 2026."""
    return _dated(value, "l {day} F Y")


@register.filter
def plain_day(value: date | None) -> str:
    """Write a date without its day of the week: 1er décembre 2026."""
    return _dated(value, "{day} F Y")


@register.filter
def short_day(value: date | None) -> str:
    """Write a date in short: 23 nov. 2026."""
    return _dated(value, "{day} M Y" if not _is_french() else "{day} N Y")


@register.filter
def moment(value: datetime | None) -> str:
    """Write an instant in the territory's time: 23 nov. 2026 à 10 h 05."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    if not _is_french():
        return f"{short_day(local)}, {local:%H:%M}"
    return f"{short_day(local)} à {local.hour}{NBSP}h{NBSP}{local.minute:02d}"


@register.filter
def working_days(count: int) -> str:
    """Write a number of working days: aucun jour ouvré, 1 jour ouvré, 4 jours ouvrés."""
    if count == 0:
        return gettext("aucun jour ouvré")
    return ngettext("%(count)s jour ouvré", "%(count)s jours ouvrés", count) % {"count": number(count)}


@register.filter
def deadline_words(days_left: int) -> str:
    """Say how far a deadline is: il reste 4 jours ouvrés, c’est aujourd’hui, en retard de 2 jours ouvrés."""
    if days_left == 0:
        return gettext("c’est aujourd’hui")
    if days_left < 0:
        return gettext("en retard de %(days)s") % {"days": working_days(-days_left)}
    return gettext("il reste %(days)s") % {"days": working_days(days_left)}


@register.filter
def deadline_kind(days_left: int) -> str:
    """Return the colour of a deadline: late, due within a working week, or open."""
    if days_left < 0:
        return "late"
    return "due" if days_left <= DUE_SOON_WORKING_DAYS else "open"


@register.filter
def share_of(value: float | None, maximum: float | None) -> str:
    """Return ``value / maximum`` as a percentage between 0 and 100, written for SVG whatever the language."""
    if not value or not maximum or maximum <= 0:
        return "0"
    return f"{min(max(100 * value / maximum, 0), 100):.4g}"


@register.filter
def attributes(attrs: Mapping[str, object]) -> SafeString:
    """Write what is left of a component's attributes, escaped (cotton's own output is not)."""
    left: Mapping[str, object] = getattr(attrs, "attrs_dict", lambda: attrs)()
    kept: dict[str, Any] = {name: value for name, value in left.items() if value not in ("", None, False)}
    return flatatt(kept)


@register.filter
def control(field: BoundField) -> SafeString:
    """Draw a field's widget with what browsers and scripts can use."""
    widget = field.field.widget
    attrs: dict[str, Any] = {}
    if isinstance(widget, EmailInput) and "autocomplete" not in widget.attrs:
        attrs = {"autocomplete": "email", "spellcheck": "false"}
    if isinstance(widget, Textarea) and widget.attrs.get("maxlength"):
        attrs["data-counter"] = gettext("%(left)s caractères restants") % {"left": "{left}"}
    return field.as_widget(attrs=attrs)


@register.filter
def first_control_id(field: BoundField) -> str:
    """Return the id that a link to a field must aim at: the first choice of a group, else the field itself."""
    return field.id_for_label or f"{field.auto_id}_0"


@register.filter
def widget_kind(field: BoundField) -> str:
    """Return which drawing a field needs: hidden, checkbox, group, or line."""
    if field.is_hidden:
        return "hidden"
    if field.widget_type == "checkbox":
        return "checkbox"
    return "group" if field.use_fieldset else "line"


@register.filter
def short_day_or_text(value: date | str | None) -> str:
    """Write a date in short, and leave words as they are."""
    return short_day(value) if isinstance(value, date) else (value or "")


@register.filter
def number_or_text(value: float | str | None) -> str:
    """Write a number as the language does, and leave words as they are."""
    return value if isinstance(value, str) else number(value)


@register.filter
def error_count(form: BaseForm) -> int:
    """Return how many errors a form shows."""
    return sum(len(errors) for errors in form.errors.values())


@register.filter
def page_numbers(page: Page) -> list[int | str]:
    """Return the numbers to show under a list: the ends, the neighbours, an ellipsis between."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.filter
def is_current(entry: object, place: object) -> bool:
    """Return whether a menu's entry is the place where we are."""
    return entry is place


@register.simple_tag
def lang_of_data() -> SafeString:
    """Say, on an element that holds words of the territory, that they are French where the page is not."""
    return mark_safe("" if _is_french() else ' lang="fr"')  # noqa: S308 -- two constants


@register.simple_tag
def lang_of(words: object) -> SafeString:
    """Say, on an element, that its words are French where they are of the territory and the page is not French."""
    return lang_of_data() if isinstance(words, Data) else mark_safe("")


@register.simple_tag
def colon() -> str:
    """Write a colon between two data as the language does: after a no-break space in French."""
    return "\N{NO-BREAK SPACE}:" if _is_french() else ":"


def _is_french() -> bool:
    return language_of_page() == "fr"


def _dated(value: date | None, pattern: str) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    first = "1\\e\\r" if _is_french() and value.day == 1 else "j"
    return date_format(value, pattern.format(day=first))
