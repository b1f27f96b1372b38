"""What a person of the sample answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.actionplan.forms import NOTE_LENGTH
from belvedere.contexts.actionplan.models import REPLY_LABELS


class ReplyForm(forms.Form):
    """Yes, no, in part; a few words if one wants."""

    verdict = forms.ChoiceField(
        label=_("Est-ce fait ?"),
        choices=[(verdict.value, label) for verdict, label in REPLY_LABELS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez une réponse.")},
    )
    words = forms.CharField(
        label=_("Quelques mots, si vous voulez"),
        required=False,
        max_length=NOTE_LENGTH,
        help_text=_("Ce que vous voyez, où et quand. Ne donnez ni nom ni adresse de personne. Relu avant publication."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
