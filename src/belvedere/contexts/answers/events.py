"""What the answers write in the journal. Subject: ("reponse", reference of the avis); matter: the examen."""

from django.utils.translation import gettext_lazy as _

from belvedere.platform.journal.kinds import declare_kind

REQUESTED = declare_kind(
    "answers.requested",
    _("Une réponse à l’avis {opinion} est attendue avant le {due_on}."),
    {"opinion": str, "body": str, "due_on": str},
)
ASSIGNED = declare_kind(
    "answers.assigned", _("La rédaction de la réponse est confiée à un service."), {"department": str}, is_public=False
)
SUBMITTED = declare_kind("answers.submitted", _("La réponse est soumise à l’élu."), is_public=False)
SENT_BACK = declare_kind("answers.sent_back", _("La réponse est renvoyée au service."), is_public=False)
VALIDATED = declare_kind("answers.validated", _("La réponse est validée par un élu."))
PUBLISHED = declare_kind(
    "answers.published",
    _(
        "La réponse à l’avis {opinion} est publiée. Retenues : {retained} ; en partie : {partly_retained} ; "
        "à l’étude : {under_study} ; écartées : {rejected}."
    ),
    {
        "opinion": str,
        "retained": int,
        "partly_retained": int,
        "under_study": int,
        "rejected": int,
        "days_late": int,
    },
)
