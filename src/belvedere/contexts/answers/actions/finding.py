"""Making a published answer findable."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from belvedere.contexts.answers.queries import sheet_of_opinion
from belvedere.platform.search.actions import index_document


@transaction.atomic
def index_answer(*, opinion_reference: str) -> None:
    """Let the search find what a body answered to an avis, once it is published."""
    sheet = sheet_of_opinion(opinion_reference)
    if sheet is None or sheet.published_at is None:
        return
    said = [part for answer in sheet.answers.all() for part in (answer.text, answer.reason) if part]
    url = reverse("panels:opinion", args=[opinion_reference])
    index_document(
        territory=sheet.territory,
        kind="reponse",
        key=opinion_reference,
        title=_("Réponse de %(body)s : %(title)s") % {"body": sheet.body.name, "title": sheet.opinion.title},
        text="\n".join(said),
        url=f"{url}#reponse-{opinion_reference}",
    )
