"""What a member types in her private space."""

from django import forms
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.panels.actions.attendance import Presence
from belvedere.contexts.panels.forms.standing import NEEDS_LENGTH, MissionChoice
from belvedere.contexts.panels.states.panel import AttendanceState

COMES, STAYS = "oui", "non"
NAME_LENGTH, ASKED_LENGTH, SUBJECT_LENGTH = 150, 200, 3000


class MemberCodeForm(forms.Form):
    """The code of a member, typed by hand."""

    code = forms.CharField(
        label=_("Votre code"),
        max_length=40,
        help_text=_("Celui de la lettre qui vous a invité, ou celui que nous vous avons dit au téléphone."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class ComingForm(forms.Form):
    """Whether a member comes to a session, and what she needs."""

    comes = forms.ChoiceField(
        label=_("Votre réponse"),
        choices=[(COMES, _("Je viens")), (STAYS, _("Je ne viens pas"))],
        widget=forms.RadioSelect,
    )
    needs_care = forms.BooleanField(label=_("J’ai besoin d’une garde (enfant, proche aidé) pour venir"), required=False)
    needs = forms.CharField(
        label=_("De quoi avez-vous besoin pour venir et participer ?"),
        required=False,
        max_length=NEEDS_LENGTH,
        help_text=_("Fauteuil roulant, langue des signes, transport… Effacé 90 jours après la séance."),
    )

    @property
    def presence(self) -> Presence:
        typed = self.cleaned_data
        comes = typed["comes"] == COMES
        state = AttendanceState.EXPECTED if comes else AttendanceState.EXCUSED
        return Presence(state, comes and typed["needs_care"], typed["needs"] if comes else "")


class NameForm(forms.Form):
    """The name under which a member agrees to be public."""

    name = forms.CharField(label=_("Mon nom, comme il sera publié"), max_length=NAME_LENGTH)


class MemberHearingForm(MissionChoice):
    """A hearing that a member asks for."""

    asked_of = forms.CharField(
        label=_("Qui voulez-vous entendre ?"),
        max_length=ASKED_LENGTH,
        help_text=_("La fonction plutôt que le nom, par exemple : le service de l’eau."),
    )
    subject = forms.CharField(
        label=_("Sur quoi ?"), max_length=SUBJECT_LENGTH, widget=forms.Textarea(attrs={"rows": 3})
    )
    mission = forms.ChoiceField(label=_("Pour quelle mission ?"), required=False)
