"""Routes of the referrals."""

from django.urls import path

from belvedere.contexts.referrals.views import (
    carry,
    checking,
    deposit,
    desk,
    ledger,
    public,
    regulation,
    reserve,
    support,
)

app_name = "referrals"
urlpatterns = [
    path("saisines/", public.referral_list, name="referrals"),
    path("saisines/flux.atom", public.feed, name="feed"),
    path("saisines/deposer/", deposit.subject, name="deposit"),
    path("saisines/deposer/envoyee/", support.deposit_sent, name="deposit_sent"),
    path("saisines/deposer/<str:token>/sujet/", deposit.subject_again, name="deposit_subject"),
    path("saisines/deposer/<str:token>/deja-dit/", deposit.already_said, name="deposit_said"),
    path("saisines/deposer/<str:token>/texte/", deposit.text, name="deposit_text"),
    path("saisines/deposer/<str:token>/adresse/", deposit.contact, name="deposit_contact"),
    path("saisines/deposer/<str:token>/relire/", deposit.review, name="deposit_review"),
    path("saisines/confirmer/<str:token>/", support.confirm_deposit, name="confirm_deposit"),
    path("saisines/soutien/<str:token>/", support.confirm_support, name="confirm_support"),
    path("saisines/soutien/<str:token>/retirer/", support.withdraw_support, name="withdraw_support"),
    path("saisines/soutien/<str:token>/recu/", ledger.receipt, name="receipt"),
    path("saisines/soutien/<str:token>/reporter/", carry.carry, name="carry"),
    path("saisines/registre/", ledger.ledger, name="ledger"),
    path("saisines/registre/<str:day>/", ledger.ledger_day, name="ledger_day"),
    path("saisines/reglement/", regulation.public, name="public_regulations"),
    path("saisines/<slug:reference>/", public.referral, name="referral"),
    path("saisines/<slug:reference>/feuille.pdf", public.blank_sheet, name="blank_sheet"),
    path("saisines/<slug:reference>/fiche.pdf", public.paper, name="paper"),
    path("saisines/<slug:reference>/soutenir/", support.support, name="support"),
    path("saisines/<slug:reference>/soutenir/courriel/", support.support_sent, name="support_sent"),
    path("espace/reglement/", regulation.versions, name="regulations"),
    path("espace/reglement/commencer/", regulation.begin, name="begin_regulation"),
    path("espace/reglement/<int:number>/", regulation.regulation, name="regulation"),
    path("espace/reglement/<int:number>/publier/", regulation.publish, name="publish_regulation"),
    path("espace/reserves/", reserve.reserves, name="reserves"),
    path("espace/recevabilite/", desk.desk, name="desk"),
    path("espace/recevabilite/<slug:reference>/", desk.desk_referral, name="desk_referral"),
    path("espace/recevabilite/<slug:reference>/soutiens/", checking.supports, name="supports"),
    path("espace/recevabilite/<slug:reference>/soutiens/recompter/", checking.recount, name="recount"),
    path("espace/recevabilite/<slug:reference>/soutiens/papier/", checking.sheet, name="sheet"),
    path(
        "espace/recevabilite/<slug:reference>/soutiens/papier/<int:number>/annuler/",
        checking.undo_sheet,
        name="undo_sheet",
    ),
    path("espace/recevabilite/<slug:reference>/soutiens/ecarter/", checking.remove, name="remove"),
    path(
        "espace/recevabilite/<slug:reference>/soutiens/ecarter/<int:number>/annuler/",
        checking.undo_removal,
        name="undo_removal",
    ),
    path("espace/recevabilite/<slug:reference>/soutiens/regrouper/", checking.merge, name="merge"),
    path("espace/recevabilite/<slug:reference>/soutiens/separer/", checking.unmerge, name="unmerge"),
    path("espace/recevabilite/<slug:reference>/soutiens/sondage/", checking.audit, name="audit"),
    path("espace/recevabilite/<slug:reference>/soutiens/sondage/<int:rank>/", checking.note_check, name="note_check"),
    path(
        "espace/recevabilite/<slug:reference>/soutiens/sondage/publier/", checking.publish_audit, name="publish_audit"
    ),
    path("espace/recevabilite/<slug:reference>/paliers/<slug:code>/", desk.end_step, name="end_step"),
    path("espace/recevabilite/<slug:reference>/recevable/", desk.admit, name="admit"),
    path("espace/recevabilite/<slug:reference>/irrecevable/", desk.reject, name="reject"),
    path("espace/recevabilite/<slug:reference>/transmettre/", desk.forward, name="forward"),
]
