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
VISA_GIVEN = declare_kind("answers.visa_given", _("Un visa est donné."), {"rank": int}, is_public=False)
CONTRIBUTION_ASKED = declare_kind(
    "answers.contribution_asked",
    _("Une contribution est demandée avant le {due_on}."),
    {"contribution": int, "body": str, "department": str, "due_on": str},
    is_public=False,
)
CONTRIBUTION_GIVEN = declare_kind(
    "answers.contribution_given", _("Une contribution est rendue."), {"contribution": int}, is_public=False
)
CONTRIBUTION_WITHDRAWN = declare_kind(
    "answers.contribution_withdrawn",
    _("Une contribution n’est plus demandée."),
    {"contribution": int},
    is_public=False,
)
SUSPENDED = declare_kind(
    "answers.suspended",
    _("Le délai de réponse est suspendu jusqu’au {until_on}. La réponse est attendue avant le {due_on}."),
    {"reason": str, "until_on": str, "due_on": str},
)
RESUMED = declare_kind(
    "answers.resumed",
    _("Le délai de réponse court de nouveau. La réponse est attendue avant le {due_on}."),
    {"due_on": str},
)
ESCALATED = declare_kind(
    "answers.escalated",
    _("Un rappel est envoyé : la réponse est attendue avant le {due_on}."),
    {"rung": str, "due_on": str, "told": int},
    is_public=False,
)
CHAIN_SET = declare_kind(
    "answers.chain_set", _("Le circuit de validation a {steps} visa(s)."), {"steps": int}, is_public=False
)
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
