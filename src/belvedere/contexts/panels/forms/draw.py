"""What is typed of a draw: when and where it will be made, and the witnesses' dice."""

import re
from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.panels.actions.draw import Ceremony
from belvedere.contexts.panels.states.campaign import Randomness

FEWEST_DICE, MOST_DICE = 3, 40
FEW_ALTERNATES, MOST_ALTERNATES = 6, 100
BEACON_VALUE = re.compile(r"[0-9a-f]{64}")


class CommitForm(forms.Form):
    """When and where the draw will be made, where its chance comes from, and how many dice."""

    day = forms.DateField(label=_("Jour de la cérémonie"), widget=forms.DateInput(attrs={"type": "date"}))
    hour = forms.TimeField(label=_("Heure"), widget=forms.TimeInput(attrs={"type": "time"}))
    place = forms.CharField(label=_("Lieu"), max_length=200, help_text=_("Le public doit pouvoir y assister."))
    chance = forms.ChoiceField(
        label=_("D’où viendra le hasard"),
        choices=[
            (Randomness.DICE.value, _("Des dés lancés devant le public")),
            (Randomness.BEACON.value, _("Une balise publique (drand), au premier tour qui suit cette heure")),
        ],
        initial=Randomness.DICE.value,
        widget=forms.RadioSelect,
    )
    dice = forms.IntegerField(
        label=_("Nombre de dés à dix faces"),
        required=False,
        min_value=FEWEST_DICE,
        max_value=MOST_DICE,
        initial=FEWEST_DICE,
        help_text=_("Trois dés se lisent comme ils tombent. Avec un dé par témoin, le numéro du panel est calculé."),
    )

    alternates = forms.IntegerField(
        label=_("Nombre de suppléants"),
        min_value=0,
        max_value=MOST_ALTERNATES,
        initial=FEW_ALTERNATES,
        help_text=_("Le tirage les nomme lui-même. Ils sont appelés les premiers quand une place se libère."),
    )

    @property
    def ceremony(self) -> Ceremony:
        """The ceremony, its hour in the zone of the territory."""
        typed = self.cleaned_data
        moment = timezone.make_aware(datetime.combine(typed["day"], typed["hour"]))
        return Ceremony(
            moment, typed["place"], Randomness(typed["chance"]), typed["dice"] or FEWEST_DICE, typed["alternates"]
        )


class BeaconForm(forms.Form):
    """The value of a beacon, with its round."""

    round_number = forms.IntegerField(label=_("Numéro du tour"), min_value=1)
    value = forms.CharField(
        label=_("Valeur (randomness)"),
        max_length=200,
        help_text=_("64 chiffres et lettres de a à f, lus sur le site de la balise."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_value(self) -> str:
        """Refuse what no round can give."""
        text = "".join(str(self.cleaned_data["value"]).split()).lower()
        if not BEACON_VALUE.fullmatch(text):
            raise forms.ValidationError(_("Copiez la valeur entière : 64 chiffres et lettres de a à f."))
        return text


class DiceForm(forms.Form):
    """The faces of the dice, in the order in which they were thrown."""

    faces = forms.CharField(
        label=_("Les faces, dans l’ordre"),
        max_length=2 * MOST_DICE,
        help_text=_("Un chiffre de 0 à 9 par dé. Les espaces ne comptent pas."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args: object, count: int, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through to Django unread
        self.count = count

    def clean_faces(self) -> list[int]:
        """Refuse anything but as many digits as there are dice."""
        text = "".join(self.cleaned_data["faces"].split())
        if not text.isascii() or not text.isdigit():
            raise forms.ValidationError(_("Tapez des chiffres de 0 à 9, un par dé."))
        if len(text) != self.count:
            message = _("Il faut %(count)s faces ; vous en avez tapé %(typed)s.")
            raise forms.ValidationError(message % {"count": self.count, "typed": len(text)})
        return [int(letter) for letter in text]
