"""All routes: each app owns its French paths."""

from django.urls import include, path

from belvedere.config.api import api
from belvedere.config.jobs import jobs

urlpatterns = [
    path("", include("belvedere.contexts.referrals.urls")),  # first: a crowd comes there
    path("espace/travaux/", jobs, name="jobs"),
    path("api/v1/", api.urls),
    path("", include("belvedere.platform.ui.urls")),
    path("", include("belvedere.platform.territory.urls")),
    path("", include("belvedere.platform.accounts.urls")),
    path("", include("belvedere.platform.mail.urls")),
    path("", include("belvedere.platform.sms.urls")),
    path("", include("belvedere.platform.search.urls")),
    path("", include("belvedere.platform.webhooks.urls")),
    path("", include("belvedere.platform.exchange.urls")),
    path("", include("belvedere.contexts.observatory.urls")),
    path("", include("belvedere.contexts.panels.urls")),
    path("", include("belvedere.contexts.answers.urls")),
    path("", include("belvedere.contexts.actionplan.urls")),
    path("", include("belvedere.contexts.transparency.urls")),
    path("", include("belvedere.contexts.guide.urls")),
    path("", include("belvedere.contexts.projects.urls")),
    path("", include("belvedere.contexts.strategy.urls")),
    path("", include("belvedere.contexts.consultations.urls")),
    path("", include("belvedere.contexts.seminar.urls")),
]

handler400 = "belvedere.platform.ui.errors.bad_request"
handler403 = "belvedere.platform.ui.errors.permission_denied"
handler404 = "belvedere.platform.ui.errors.page_not_found"
handler500 = "belvedere.platform.ui.errors.server_error"
