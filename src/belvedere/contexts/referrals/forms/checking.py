"""What an officer types about supports: a sheet, what to set aside, where to merge, an audit, a reserve."""

from typing import Any  # what a browser sends

from django import forms
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.referrals.models import Referral
from belvedere.contexts.referrals.queries.merger import mergeable_into
from belvedere.contexts.referrals.queries.removal import Conditions
from belvedere.contexts.referrals.states.paper import RemovalReason
from belvedere.contexts.referrals.words import ORIGIN_LABELS, REMOVAL_LABELS
from belvedere.platform.territory.queries import communes

MOST_CHECKED = 1000
LONGEST_SHEET = 60_000


class SheetForm(forms.Form):
    """The number of a sheet and its lines."""

    sheet = forms.CharField(label=_("Numéro de la feuille"), max_length=40)
    lines = forms.CharField(
        label=_("Les lignes"),
        max_length=LONGEST_SHEET,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "Une personne par ligne : nom et prénom ; adresse ; commune ; courriel s’il y en a un. Les noms servent à "
            "trouver les doublons, ils ne sont pas gardés."
        ),
    )


class RemovalForm(forms.Form):
    """What the supports to set aside share."""

    email_domain = forms.CharField(
        label=_("Domaine du courriel"), max_length=100, required=False, help_text=_("Par exemple : jetable.example")
    )
    commune = forms.ChoiceField(label=_("Commune"), required=False)
    origin = forms.ChoiceField(label=_("Venus"), required=False)
    from_ = forms.DateTimeField(
        label=_("Confirmés à partir de"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    until = forms.DateTimeField(
        label=_("Confirmés jusqu’à"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    resembling = forms.BooleanField(
        label=_("Même nom dans la même commune, sur papier ; adresses en ligne qui ne diffèrent que par des chiffres"),
        required=False,
    )
    reason = forms.ChoiceField(
        label=_("Motif, public"), choices=[(reason.value, label) for reason, label in REMOVAL_LABELS.items()]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- passed through to Django unread
        super().__init__(*args, **kwargs)
        places = [(commune.slug, commune.name) for commune in communes()]
        self.fields["commune"].choices = [("", _("Toutes")), *places]  # type: ignore[attr-defined]  # a choice
        origins = [(origin.value, label) for origin, label in ORIGIN_LABELS.items()]
        self.fields["origin"].choices = [("", _("De partout")), *origins]  # type: ignore[attr-defined]  # a choice

    def clean(self) -> dict[str, Any]:
        """Ask for one condition at least."""
        data = super().clean() or self.cleaned_data
        if not any(value for name, value in data.items() if name != "reason"):
            self.add_error(None, _("Donnez une condition au moins : sans elle, tous les soutiens seraient écartés."))
        return data

    @property
    def conditions(self) -> Conditions:
        """What was typed, once valid."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "reason" and value}
        return Conditions(**said)

    @property
    def reason_chosen(self) -> RemovalReason:
        """The reason, once valid."""
        return RemovalReason(self.cleaned_data["reason"])


class MergerForm(forms.Form):
    """The referral to merge into."""

    mother = forms.CharField(label=_("Numéro de la saisine à rejoindre"), max_length=20)

    def __init__(self, *args: Any, duplicate: Referral, **kwargs: Any) -> None:  # noqa: ANN401 -- to Django
        super().__init__(*args, **kwargs)
        self.duplicate = duplicate

    def clean_mother(self) -> Referral:
        """Return the referral that gathers supports under this number."""
        found = mergeable_into(self.duplicate).filter(reference=self.cleaned_data["mother"].strip().upper()).first()
        if found is None:
            raise forms.ValidationError(_("Aucune autre saisine ouverte aux soutiens ne porte ce numéro."))
        return found


class AuditForm(forms.Form):
    """How many supports to check, and the dice."""

    size = forms.IntegerField(label=_("Soutiens à vérifier"), min_value=1, max_value=MOST_CHECKED)
    seed = forms.CharField(
        label=_("Ce que disent les dés"),
        max_length=100,
        help_text=_("Lancez des dés devant témoins et écrivez les chiffres : chacun pourra refaire le tirage."),
    )


class ReserveForm(forms.Form):
    """An election and its source."""

    title = forms.CharField(label=_("Élection"), max_length=120, help_text=_("Par exemple : élections municipales."))
    election_on = forms.DateField(
        label=_("Premier tour le"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    source = forms.CharField(label=_("Source de cette date"), max_length=300)
