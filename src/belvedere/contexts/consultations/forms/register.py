"""What is typed of contributions: on line, from paper, from mails; moderated."""

from collections.abc import Sequence

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.consultations.actions.register import JoinedFile, Words
from belvedere.contexts.consultations.forms.mandate import MomentInput
from belvedere.contexts.consultations.models.register import LONGEST_TEXT
from belvedere.contexts.consultations.states.register import ContributionVerb, Ground, Source
from belvedere.contexts.consultations.words.register import GROUNDS, SOURCES
from belvedere.platform.exchange.received import received_file
from belvedere.platform.territory.models import Commune

LARGEST_MAILBOX = 20_000_000
Choices = list[tuple[str, str | Promise]]


def _of(values: Sequence[str]) -> Choices:
    return [("", _("Ne pas le dire")), *((value, value) for value in values)]


class WordsForm(forms.Form):
    """What somebody says, and what they accept to say of themselves."""

    text = forms.CharField(
        label=_("Ce que vous voulez dire"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 8})
    )
    name = forms.CharField(
        label=_("Nom, tel qu’il sera publié"), max_length=120, required=False, help_text=_("Sans nom : « anonyme ».")
    )
    email = forms.EmailField(
        label=_("Adresse électronique"),
        required=False,
        help_text=_("Jamais publiée. Elle sert à vous dire ce que votre contribution est devenue."),
    )
    commune = forms.ChoiceField(label=_("Votre commune"), required=False)
    age = forms.ChoiceField(label=_("Votre âge"), required=False)
    sex = forms.ChoiceField(
        label=_("Vous êtes"),
        required=False,
        help_text=_("Commune, âge et sexe servent à dire qui a participé, en nombres, à côté de qui habite ici."),
    )
    is_personal = forms.BooleanField(
        label=_("À titre personnel : ne pas publier"),
        required=False,
        help_text=_("Votre contribution sera lue, classée et répondue comme les autres."),
    )
    file = forms.FileField(
        label=_("Document joint"),
        required=False,
        help_text=_("PDF ou image, 5 Mo au plus. Il est publié avec le texte."),
    )
    file_title = forms.CharField(label=_("Titre du document"), max_length=120, required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
        *,
        communes: Sequence[Commune],
        ages: Sequence[str],
        sexes: Sequence[str],
    ) -> None:
        super().__init__(data, files)
        self._communes = {row.insee: row for row in communes}
        choices = [("", _("Ailleurs, ou ne pas le dire")), *((row.insee, row.name) for row in communes)]
        self.fields["commune"].choices = choices  # type: ignore[attr-defined]  # a choice field
        self.fields["age"].choices = _of(ages)  # type: ignore[attr-defined]  # a choice field
        self.fields["sex"].choices = _of(sexes)  # type: ignore[attr-defined]  # a choice field

    def words(self, language: str) -> Words:
        """Return what was typed."""
        given = self.cleaned_data
        return Words(
            text=given["text"],
            name=given["name"],
            email=given["email"],
            college=given.get("college", ""),
            commune=self._communes.get(given["commune"]),
            age=given["age"],
            sex=given["sex"],
            is_personal=given["is_personal"],
            language=language,
        )

    @property
    def joined(self) -> list[JoinedFile]:
        """Return what may be kept of the document; raises the refusal of a file that is none."""
        file = self.cleaned_data.get("file")
        if file is None:
            return []
        return [JoinedFile(self.cleaned_data["file_title"] or str(_("Document joint")), received_file(file.read()))]


class PaperForm(WordsForm):
    """A contribution on a sheet of paper, or said in a meeting, typed by an agent with its scan."""

    source = forms.ChoiceField(
        label=_("Comment elle est venue"),
        choices=[(source.value, SOURCES[source]) for source in (Source.PAPER, Source.MEETING)],
    )
    received_at = forms.DateTimeField(label=_("Reçue le"), required=False, widget=MomentInput())
    college = forms.CharField(
        label=_("Au titre de"),
        max_length=120,
        required=False,
        help_text=_("Habitants, association, commerce, élus… : le collège de qui parle."),
    )

    field_order = ["source", "received_at", "text", "name", "college"]

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
        *,
        communes: Sequence[Commune],
        ages: Sequence[str],
        sexes: Sequence[str],
    ) -> None:
        super().__init__(data, files, communes=communes, ages=ages, sexes=sexes)
        self.fields["text"].label = _("Le texte, tel qu’il est écrit")
        self.fields["file"].label = _("La feuille numérisée")


class MailboxForm(forms.Form):
    """Mails received by the body."""

    file = forms.FileField(label=_("Fichier .eml ou .mbox"), help_text=_("20 Mo et 2 000 courriels au plus."))

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_MAILBOX:
            raise forms.ValidationError(_("Ce fichier dépasse 20 Mo. Importez-le en plusieurs parties."))
        return file


class ModerationForm(forms.Form):
    """Show, or set aside on a ground."""

    verb = forms.ChoiceField(choices=[(verb.value, verb.value) for verb in ContributionVerb])
    ground = forms.ChoiceField(
        label=_("Motif public"),
        required=False,
        choices=[("", _("À choisir")), *((ground.value, words) for ground, words in GROUNDS.items())],
    )

    @property
    def verb_given(self) -> ContributionVerb:
        return ContributionVerb(self.cleaned_data["verb"])

    @property
    def ground_given(self) -> Ground | None:
        return Ground(self.cleaned_data["ground"]) if self.cleaned_data["ground"] else None
