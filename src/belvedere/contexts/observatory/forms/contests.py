"""What is typed about figures: a contest, its answer, a department's confidence, a panel's reading."""

from django import forms
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.observatory.models.readings import VERDICT_LABELS

LONGEST_TEXT = 2000


def _text(label: object, help_text: object = "") -> forms.CharField:
    return forms.CharField(
        label=label,  # type: ignore[arg-type]  # lazy words
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=help_text,  # type: ignore[arg-type]  # as above
    )


class ContestForm(forms.Form):
    """Why a value looks wrong, and where the answer can be sent."""

    reason = _text(_("Qu’est-ce qui ne va pas ?"), _("Ce que vous savez, d’où vous le tenez. Sans nom de personne."))
    email = forms.EmailField(
        label=_("Votre adresse électronique"),
        required=False,
        help_text=_("Facultative : pour recevoir la réponse. Elle est effacée un mois après."),
    )


class AnswerContestForm(forms.Form):
    """The answer to a contest, and the corrected value when there is one."""

    corrected_value = forms.FloatField(
        label=_("Valeur corrigée"),
        required=False,
        localize=True,
        help_text=_("Vide : le chiffre est juste, et vous l’expliquez."),
    )
    answer = _text(_("Votre réponse"), _("Elle est publiée, avec le motif de la contestation."))


class ConfidenceForm(forms.Form):
    """How confident the department is, and why."""

    confidence = forms.ChoiceField(
        label=_("Le service est-il confiant ?"),
        choices=[(verdict.value, label) for verdict, label in VERDICT_LABELS.items()],
        widget=forms.RadioSelect,
    )
    reason = _text(_("Pourquoi ?"), _("Ce motif est publié à côté du calcul."))


class PanelReadingForm(forms.Form):
    """How a panel reads an indicator."""

    verdict = forms.ChoiceField(
        label=_("Ce qu’en dit le panel"),
        choices=[(verdict.value, label) for verdict, label in VERDICT_LABELS.items()],
        widget=forms.RadioSelect,
    )
    reason = _text(_("Pourquoi ?"), _("Dans les mots du panel."))
    panel_size = forms.IntegerField(label=_("Combien de membres se sont prononcés ?"), min_value=1, max_value=1000)
    panel_method = forms.CharField(label=_("Comment ont-ils décidé ?"), max_length=300)
    matter = forms.ChoiceField(label=_("Dans quel examen ?"), required=False)

    def __init__(self, data: object = None, *, examens: list[str]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django's stubs name the mapping of a request only
        self.fields["matter"].choices = [("", _("Aucun")), *((name, name) for name in examens)]  # type: ignore[attr-defined]
