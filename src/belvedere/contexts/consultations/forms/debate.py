"""What is typed in a debate, and about it."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.consultations.actions.debate import LONGEST, SHORTEST
from belvedere.contexts.consultations.states.debate import Answer, Moderation, StatementVerb
from belvedere.contexts.consultations.words import MODERATIONS

MOST_BYTES = 5_000_000
REASON_LENGTH = 300


class AnswerForm(forms.Form):
    """An answer to a statement."""

    number = forms.IntegerField(min_value=0)
    answer = forms.ChoiceField(choices=[(answer.value, answer.value) for answer in Answer])


class StatementForm(forms.Form):
    """A statement that somebody proposes."""

    text = forms.CharField(
        label=_("Votre propos, en une phrase"),
        min_length=SHORTEST,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Une seule idée, sans nommer personne. 280 caractères au plus."),
    )


class AddressForm(forms.Form):
    """An address, when one wants to give it."""

    email = forms.EmailField(label=_("Votre adresse électronique"))
    wants_news = forms.BooleanField(label=_("Me dire ce qui sera décidé"), required=False)


class DebateForm(forms.Form):
    """How a debate is run."""

    moderation = forms.ChoiceField(
        label=_("Lecture des propos"),
        choices=[(one.value, label) for one, label in MODERATIONS.items()],
        widget=forms.RadioSelect,
        initial=Moderation.BEFORE.value,
    )
    takes_statements = forms.BooleanField(
        label=_("Les participants peuvent proposer des propos"), required=False, initial=True
    )


class SeedForm(forms.Form):
    """Statements to begin with, one by line."""

    texts = forms.CharField(
        label=_("Propos de départ, un par ligne"),
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Chacun entre 10 et 280 caractères, une seule idée, sans double négation."),
    )
    is_meta = forms.BooleanField(
        label=_("Ils parlent de la personne, pas du sujet (« j’habite Royat »)"), required=False
    )

    def clean_texts(self) -> list[str]:
        """Return the lines that hold something, each of the right length."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["texts"].splitlines()]
        wrong = [line for line in lines if line and not SHORTEST <= len(line) <= LONGEST]
        if wrong:
            raise forms.ValidationError(
                _("Trop court ou trop long : « %(line)s »"), code="length", params={"line": wrong[0][:80]}
            )
        return [line for line in lines if line]


class JudgementForm(forms.Form):
    """What the moderation decides of a statement."""

    verb = forms.ChoiceField(choices=[(verb.value, verb.value) for verb in StatementVerb])
    reason = forms.CharField(label=_("Raison, publique"), max_length=REASON_LENGTH, required=False)


class RemovalForm(forms.Form):
    """Why participations are removed."""

    reason = forms.CharField(
        label=_("Pourquoi ces participations sont retirées"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    votes = forms.IntegerField(widget=forms.HiddenInput)
    participants = forms.IntegerField(widget=forms.HiddenInput)


class PolisForm(forms.Form):
    """The files of a debate held elsewhere."""

    comments = forms.FileField(label=_("Les propos (comments.csv)"))
    votes = forms.FileField(label=_("Les votes (votes.csv ou participants-votes.csv)"))

    def clean(self) -> dict[str, object]:
        """Refuse files that are too long to be read while somebody waits."""
        given = super().clean() or {}
        for name in ("comments", "votes"):
            file = given.get(name)
            if isinstance(file, UploadedFile) and (file.size or 0) > MOST_BYTES:
                self.add_error(name, _("Ce fichier dépasse 5 Mo : demandez son import à qui tient le serveur."))
        return given
