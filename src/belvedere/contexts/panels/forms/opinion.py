"""What is typed of an avis. A draft may miss parts; what is wrong is said field by field."""

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.panels.states.opinion import OpinionDraft, RecommendationDraft

TEXT_LENGTH = 5000
MOST_RECOMMENDATIONS = 60
MOST_PEOPLE = 2000


class DayInput(forms.DateInput):
    """A date typed or chosen in the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class OpinionForm(forms.Form):
    """The avis itself, without its recommendations."""

    title = forms.CharField(
        label=_("Titre de l’avis"),
        required=False,
        max_length=200,
        help_text=_("Une phrase courte, comme la dirait un membre du panel. Demandé pour enregistrer l’avis."),
    )
    given_on = forms.DateField(
        label=_("Rendu le"), required=False, help_text=_("Demandé pour enregistrer l’avis."), widget=DayInput
    )
    panel_size = forms.IntegerField(
        label=_("Nombre de membres du panel"),
        required=False,
        min_value=1,
        max_value=MOST_PEOPLE,
        error_messages={"min_value": _("Écrivez un nombre d’au moins 1, ou laissez vide.")},
    )
    panel_description = forms.CharField(
        label=_("Comment le panel a été composé et a travaillé"),
        required=False,
        max_length=TEXT_LENGTH,
        help_text=_(
            "Tirage au sort, séances, personnes entendues, sans aucun nom de membre. Demandé pour enregistrer l’avis."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    minority_note = forms.CharField(
        label=_("Avis minoritaire"),
        required=False,
        max_length=TEXT_LENGTH,
        help_text=_("Ce que des membres ont demandé d’écrire à côté de l’avis. Laissez vide s’il n’y en a pas."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RecommendationForm(forms.Form):
    """One recommendation and its vote."""

    text = forms.CharField(
        label=_("Texte de la recommandation"),
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    votes_for = forms.IntegerField(label=_("Voix pour"), required=False, min_value=0, max_value=MOST_PEOPLE)
    votes_against = forms.IntegerField(label=_("Voix contre"), required=False, min_value=0, max_value=MOST_PEOPLE)

    def clean_votes_against(self) -> int | None:
        """Refuse votes on nothing: an empty box is ignored, and its votes would be lost."""
        against: int | None = self.cleaned_data["votes_against"]
        has_votes = against is not None or self.cleaned_data.get("votes_for") is not None
        if has_votes and not self.cleaned_data.get("text", "").strip() and "text" not in self.errors:
            raise forms.ValidationError(_("Écrivez la recommandation, ou effacez ses voix."))
        return against


class RecommendationRows(BaseFormSet[RecommendationForm]):
    """The rows of an avis: the page always sends one at least, even empty."""

    def clean(self) -> None:
        """Refuse a form that says that it has no row: it would erase those of the draft."""
        if self.total_form_count() < 1:
            raise forms.ValidationError(
                _("La page est arrivée sans ses recommandations. Rien n’a été changé : rechargez-la.")
            )


RecommendationFormSet = formset_factory(
    RecommendationForm,
    formset=RecommendationRows,
    extra=0,
    max_num=MOST_RECOMMENDATIONS,
    absolute_max=MOST_RECOMMENDATIONS,
    validate_max=True,
)


def initial_rows(draft: OpinionDraft, more: int) -> list[dict[str, object]]:
    """Return what the rows of the form start with: the draft's recommendations, then empty ones."""
    typed = draft.recommendations
    rows: list[dict[str, object]] = [
        {"text": item.text, "votes_for": item.votes_for, "votes_against": item.votes_against} for item in typed
    ]
    return [*rows, *({} for _place in range(more))][:MOST_RECOMMENDATIONS]


def typed_draft(form: OpinionForm, rows: BaseFormSet[RecommendationForm]) -> OpinionDraft:
    """Return what was typed, as the rules read it; both must be valid."""
    typed = form.cleaned_data
    return OpinionDraft(
        title=typed["title"],
        given_on=typed["given_on"],
        panel_size=typed["panel_size"],
        panel_description=typed["panel_description"],
        minority_note=typed["minority_note"],
        recommendations=tuple(
            RecommendationDraft(
                row.cleaned_data.get("text", ""),
                row.cleaned_data.get("votes_for"),
                row.cleaned_data.get("votes_against"),
            )
            for row in rows
        ),
    )
