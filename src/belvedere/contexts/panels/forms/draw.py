"""What is typed of a draw: when and where it will be made, and the witnesses' dice."""

from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

FEWEST_DICE, MOST_DICE = 3, 40
LAST_FACE = 9


class CommitForm(forms.Form):
    """When and where the dice will be thrown, and how many."""

    day = forms.DateField(label=_("Jour de la cérémonie"), widget=forms.DateInput(attrs={"type": "date"}))
    hour = forms.TimeField(label=_("Heure"), widget=forms.TimeInput(attrs={"type": "time"}))
    place = forms.CharField(label=_("Lieu"), max_length=200, help_text=_("Le public doit pouvoir y assister."))
    dice = forms.IntegerField(
        label=_("Nombre de dés à dix faces"),
        min_value=FEWEST_DICE,
        max_value=MOST_DICE,
        initial=FEWEST_DICE,
        help_text=_("Trois dés se lisent comme ils tombent. Avec un dé par témoin, le numéro du panel est calculé."),
    )

    @property
    def ceremony_at(self) -> datetime:
        """The hour of the ceremony, in the zone of the territory."""
        moment = datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"])
        return timezone.make_aware(moment)


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
            message = _("Il faut %(count)s faces ; vous en avez tapé %(typed)s.")
            raise forms.ValidationError(message % {"count": self.count, "typed": len(text)})
        return [int(letter) for letter in text]
