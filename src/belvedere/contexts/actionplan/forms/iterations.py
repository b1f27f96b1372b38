"""What is typed in an iteration: its dates, a review, the answers to the three questions, an adoption."""

from collections.abc import Iterable
from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.actionplan.forms import NOTE_LENGTH, PROGRESS_LABELS, ProgressForm
from belvedere.contexts.actionplan.models import QUESTION_LABELS
from belvedere.contexts.actionplan.states import ActionState, Verb
from belvedere.contexts.actionplan.states.iterations import Question

REVIEW_DAYS, REPLY_DAYS = 30, 21
DAY = {"type": "date"}


class OpeningForm(forms.Form):
    """The dates of an iteration; the act that adopts version 1, when there is none yet."""

    review_until = forms.DateField(label=_("Dernier jour de la revue"), widget=forms.DateInput(attrs=DAY))
    replies_until = forms.DateField(label=_("Dernier jour pour répondre"), widget=forms.DateInput(attrs=DAY))
    act = forms.CharField(
        label=_("Acte qui adopte la version 1"),
        required=False,
        max_length=300,
        help_text=_("Le plan n’a pas encore de version : celui d’aujourd’hui devient la version 1."),
    )

    def __init__(self, data: object, *, today: date, has_version: bool) -> None:
        review = today + timedelta(days=REVIEW_DAYS)
        initial = {"review_until": review.isoformat(), "replies_until": (review + timedelta(REPLY_DAYS)).isoformat()}
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # Django's stubs name a request's mapping only
        self.today = today
        if has_version:
            del self.fields["act"]
        else:
            self.fields["act"].required = True

    def clean(self) -> None:
        review, replies = self.cleaned_data.get("review_until"), self.cleaned_data.get("replies_until")
        if review is not None and review < self.today:
            self.add_error("review_until", _("Ce jour est passé."))
        if review is not None and replies is not None and replies <= review:
            self.add_error("replies_until", _("On répond après la revue : choisissez un jour plus lointain."))


class ReviewForm(ProgressForm):
    """Where an action is, what shows it, and when it is expected done."""

    expected_on = forms.DateField(
        label=_("Quand pensez-vous qu’elle sera faite ?"),
        help_text=_("Votre prévision est gardée telle quelle : la page dira plus tard si elle était juste."),
        widget=forms.DateInput(attrs=DAY),
    )

    def __init__(
        self, data: object = None, *, verbs: Iterable[Verb], percent: int, state: ActionState, expected_on: date
    ) -> None:
        super().__init__(data, verbs=verbs, percent=percent, state=state)
        self.initial["expected_on"] = expected_on.isoformat()
        self.initial["verb"] = ""
        self.fields["verb"].choices = [  # type: ignore[attr-defined]  # a choice field's
            ("", _("Rien n’a changé")),
            *((verb.value, PROGRESS_LABELS[verb]) for verb in verbs),
        ]
        self.fields["verb"].required = False
        self.fields["note"].required = True
        self.fields["note"].error_messages["required"] = _("Dites où elle en est, même si rien n’a changé.")
        self.fields["note"].help_text = _("Public. Ce qui montre où elle en est, ou pourquoi rien n’a changé.")

    @property
    def chosen_verb(self) -> Verb | None:
        return Verb(self.cleaned_data["verb"]) if self.cleaned_data["verb"] else None


class RetrospectiveForm(forms.Form):
    """The three questions; one answer at least."""

    is_anonymous_wanted = forms.BooleanField(
        label=_("Rester anonyme : ne gardez pas le nom de mon organisme"), required=False
    )

    def __init__(self, data: object, *, has_role: bool) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django's stubs name the mapping of a request only
        for question, label in QUESTION_LABELS.items():
            self.fields[question.value] = forms.CharField(
                label=label, required=False, max_length=NOTE_LENGTH, widget=forms.Textarea(attrs={"rows": 4})
            )
        if not has_role:
            del self.fields["is_anonymous_wanted"]
        self.order_fields([*(question.value for question in Question), "is_anonymous_wanted"])

    def clean(self) -> None:
        if not any(self.words.values()):
            self.add_error(Question.KEEP.value, _("Répondez à une question au moins."))

    @property
    def words(self) -> dict[Question, str]:
        return {question: self.cleaned_data.get(question.value, "").strip() for question in Question}

    @property
    def is_anonymous(self) -> bool:
        return bool(self.cleaned_data.get("is_anonymous_wanted"))


class AdoptionForm(forms.Form):
    """The deliberation that adopts a version."""

    act = forms.CharField(
        label=_("Délibération qui adopte la version"),
        max_length=300,
        help_text=_("Son numéro et sa date. Elle sera publiée avec la version."),
    )
