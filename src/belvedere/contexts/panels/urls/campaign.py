"""Routes of a recruitment: its desk, its steps, its public record, signing up."""

from django.urls import path

from belvedere.contexts.panels.views import campaign, feasibility, letters, pool, quotas, register, registration

_DESK = "espace/panels/recrutements/"
_ONE = f"{_DESK}<slug:reference>/"
_CANDIDATE = f"{_ONE}candidats/<slug:pseudonym>/"

urlpatterns = [
    path("panel/recrutements/<slug:reference>/", registration.campaign, name="campaign"),
    path("panel/inscription/", registration.code, name="code"),
    path("panel/inscription/<str:text>/", registration.sign_up_page, name="sign_up"),
    path("panel/inscription/<str:text>/refuser/", registration.decline, name="decline"),
    path("panel/inscription/<str:text>/retirer/", registration.leave, name="leave"),
    path(_DESK, campaign.campaigns, name="campaigns"),
    path(f"{_DESK}ouvrir/", campaign.open_campaign, name="open_campaign"),
    path(_ONE, campaign.campaign_desk, name="campaign_desk"),
    path(f"{_ONE}objet/", campaign.describe, name="describe"),
    path(f"{_ONE}passer-aux-quotas/", campaign.begin_quotas, name="begin_quotas"),
    path(f"{_ONE}abandonner/", campaign.abandon, name="abandon"),
    path(f"{_ONE}quotas/", quotas.quotas, name="quotas"),
    path(f"{_ONE}quotas/ajouter/", quotas.add_known, name="add_known"),
    path(f"{_ONE}quotas/saisir/", quotas.add_typed, name="add_typed"),
    path(f"{_ONE}quotas/croiser/", quotas.cross, name="cross"),
    path(f"{_ONE}quotas/adopter/", quotas.adopt, name="adopt"),
    path(f"{_ONE}quotas/revoir/", quotas.revise, name="revise"),
    path(f"{_ONE}quotas/<int:category_id>/", quotas.set_bounds, name="set_bounds"),
    path(f"{_ONE}quotas/<int:category_id>/verifier/", quotas.check_bounds, name="check_bounds"),
    path(f"{_ONE}quotas/<int:category_id>/retirer/", quotas.remove, name="remove_category"),
    path(f"{_ONE}registre/", register.register, name="register"),
    path(f"{_ONE}registre/importer/", register.import_register, name="import_register"),
    path(f"{_ONE}registre/effacer-le-fichier/", register.discard, name="discard_register"),
    path(f"{_ONE}registre/arreter/", register.close, name="close_register"),
    path(f"{_ONE}invitations/", letters.letters, name="letters"),
    path(f"{_ONE}invitations/tirer/", letters.draw_wave, name="draw_wave"),
    path(f"{_ONE}invitations/tirer-le-conseil/", letters.draw_advised_wave, name="draw_advised_wave"),
    path(f"{_ONE}invitations/retours/", letters.note_returned, name="note_returned"),
    path(f"{_ONE}invitations/date/", letters.change_deadline, name="change_deadline"),
    path(f"{_ONE}invitations/ouvrir/", letters.open_registration, name="open_registration"),
    path(f"{_ONE}invitations/<int:batch>/lettres.pdf", letters.batch_pdf, name="batch_pdf"),
    path(f"{_ONE}invitations/<int:batch>/postees/", letters.note_posted, name="note_posted"),
    path(f"{_ONE}bassin/", pool.pool, name="pool"),
    path(f"{_ONE}bassin/saisir/", pool.enter, name="enter"),
    path(f"{_ONE}bassin/faisabilite/", feasibility.feasibility, name="feasibility"),
    path(f"{_ONE}bassin/assouplir/", feasibility.loosen, name="loosen"),
    path(f"{_ONE}bassin/foyers/", pool.households, name="households"),
    path(f"{_ONE}bassin/geler/", pool.freeze, name="freeze"),
    path(f"{_ONE}bassin/rouvrir/", pool.reopen, name="reopen"),
    path(_CANDIDATE, pool.candidate, name="candidate"),
    path(f"{_CANDIDATE}corriger/", pool.correct, name="correct"),
    path(f"{_CANDIDATE}<slug:act>/", pool.act_on_candidate, name="act_on_candidate"),
]
