"""Routes of accounts (French paths). The names of the sign-in pages are those that django-allauth reverses."""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.urls import URLPattern, URLResolver, include, path

from belvedere.platform.accounts.views import own_account, people, personas, sign_in, workspace

SIGN_IN: list[URLPattern | URLResolver] = [
    path("connexion/", sign_in.login, name="account_login"),
    path("connexion/code/", sign_in.request_code, name="account_request_login_code"),
    path("connexion/cle/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("connexion/second-facteur/", sign_in.authenticate, name="mfa_authenticate"),
    path("code/", sign_in.confirm_code, name="account_confirm_login_code"),
    path("deconnexion/", account.logout, name="account_logout"),
    path("creer/", sign_in.signup, name="account_signup"),
    path("creer/code/", sign_in.confirm_email, name="account_email_verification_sent"),
    path("ferme/", account.account_inactive, name="account_inactive"),
]

SECURITY: list[URLPattern | URLResolver] = [
    path("", factor.index, name="mfa_index"),
    path("obligatoire/", own_account.second_factor_required, name="second_factor_required"),
    path("confirmer/", sign_in.reauthenticate, name="mfa_reauthenticate"),
    path("application/activer/", sign_in.activate_application, name="mfa_activate_totp"),
    path("application/retirer/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("codes-de-secours/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("codes-de-secours/nouveaux/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("codes-de-secours/fichier/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("cles/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("cles/ajouter/", sign_in.add_key, name="mfa_add_webauthn"),
    path("cles/confirmer/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("cles/<int:pk>/retirer/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("cles/<int:pk>/nommer/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("compte/", own_account.account, name="account"),
    path("compte/donnees/", own_account.data, name="account_data"),
    path("compte/effacer/", own_account.erase, name="account_erase"),
    path("compte/deconnexion/partout/", own_account.sign_out_everywhere, name="account_sign_out_everywhere"),
    path("compte/", include(SIGN_IN)),
    path("compte/securite/", include(SECURITY)),
    path("espace/", workspace.workspace, name="workspace"),
    path("espace/role/", workspace.switch_role, name="switch_role"),
    path("espace/personnes/", people.people, name="people"),
    path("espace/personnes/ajouter/", people.grant, name="people_grant"),
    path("espace/personnes/<int:role_id>/terminer/", people.end, name="people_end"),
    path("demo/", personas.personas, name="personas"),
    path("demo/<uuid:uuid>/", personas.sign_in_as, name="persona_sign_in"),
]
