"""What an agent asks, and what a depositor answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 3000


class ComplementForm(forms.Form):
    """The question of the body, in words that the depositor reads."""

    question = forms.CharField(
        label=_("Ce qui manque"),
        help_text=_("La personne lira ces mots. Dites ce qui manque, et pourquoi il le faut."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST,
        min_length=10,
    )


class ComplementAnswerForm(forms.Form):
    """The answer of the depositor."""

    answer = forms.CharField(
        label=_("Votre réponse"),
        help_text=_("N’écrivez le nom de personne. 3 000 caractères au plus."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=LONGEST,
    )
