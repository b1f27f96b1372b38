"""django-allauth's forms in our words, without placeholders: a placeholder is not a label."""

from typing import TYPE_CHECKING, Any, ClassVar  # a form's arguments are the framework's

from allauth.account import forms as account
from allauth.mfa.base import forms as factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkeys
from cryptography.exceptions import InvalidSignature
from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

LONGEST_ADDRESS = 254  # what our column holds, and what mail allows

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = tuple[str | _StrPromise, str | _StrPromise]

EMAIL: "Words" = (_("Votre adresse électronique"), _("Par exemple : prenom.nom@exemple.fr"))
MAILED_CODE: "Words" = (_("Code reçu par courriel"), _("Les majuscules et les tirets ne comptent pas."))
FACTOR_CODE: "Words" = (_("Code à usage unique"), _("Six chiffres dans votre application, ou un code de secours."))


class InOurWords(forms.Form):
    """Gives fields our labels, takes their placeholders away and bounds addresses."""

    words: ClassVar[dict[str, "Words"]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- see the import
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if isinstance(field, forms.EmailField):
                field.validators.append(MaxLengthValidator(LONGEST_ADDRESS))
                field.widget.attrs["maxlength"] = str(LONGEST_ADDRESS)
            if name in self.words:
                field.label, field.help_text = self.words[name]


class LoginForm(InOurWords, account.LoginForm):
    words: ClassVar[dict[str, "Words"]] = {"login": EMAIL}


class RequestLoginCodeForm(InOurWords, account.RequestLoginCodeForm):
    words: ClassVar[dict[str, "Words"]] = {"email": EMAIL}


class SignupForm(InOurWords, account.SignupForm):
    words: ClassVar[dict[str, "Words"]] = {"email": EMAIL}


class ConfirmLoginCodeForm(InOurWords, account.ConfirmLoginCodeForm):
    words: ClassVar[dict[str, "Words"]] = {"code": MAILED_CODE}


class ConfirmEmailForm(InOurWords, account.ConfirmEmailVerificationCodeForm):
    words: ClassVar[dict[str, "Words"]] = {"code": MAILED_CODE}


class AuthenticateForm(InOurWords, factor.AuthenticateForm):
    words: ClassVar[dict[str, "Words"]] = {"code": FACTOR_CODE}


class ReauthenticateForm(InOurWords, factor.ReauthenticateForm):
    words: ClassVar[dict[str, "Words"]] = {"code": FACTOR_CODE}


class ActivateApplicationForm(InOurWords, totp.ActivateTOTPForm):
    words: ClassVar[dict[str, "Words"]] = {"code": (_("Code affiché par l’application"), _("Six chiffres."))}


UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, InvalidSignature)  # what forged keys make fido2 raise


class RefusesForgedKeys(forms.Form):
    """Says that a key cannot be read, where the library would fail on what a forger sends."""

    def clean_credential(self) -> Any:  # noqa: ANN401 -- what the library makes of the key
        read = getattr(super(), "clean_credential", lambda: self.cleaned_data["credential"])
        try:
            return read()
        except UNREADABLE:
            raise forms.ValidationError(_("Cette clé ne peut pas être lue. Recommencez.")) from None

    def clean(self) -> dict[str, Any] | None:
        try:
            return super().clean()
        except UNREADABLE:
            raise forms.ValidationError(_("Cette clé ne peut pas être lue. Recommencez.")) from None


class LoginKeyForm(RefusesForgedKeys, passkeys.LoginWebAuthnForm):
    pass


class AuthenticateKeyForm(RefusesForgedKeys, passkeys.AuthenticateWebAuthnForm):
    pass


class ReauthenticateKeyForm(RefusesForgedKeys, passkeys.ReauthenticateWebAuthnForm):
    pass


class AddKeyForm(RefusesForgedKeys, InOurWords, passkeys.AddWebAuthnForm):
    words: ClassVar[dict[str, "Words"]] = {
        "name": (_("Nom de la clé"), _("Pour la reconnaître : « téléphone », « clé du bureau ».")),
        "passwordless": (
            _("Me connecter avec cette clé seule"),
            _("L’appareil vous demandera votre empreinte, votre visage ou un code."),
        ),
    }


class NameKeyForm(InOurWords, passkeys.EditWebAuthnForm):
    words: ClassVar[dict[str, "Words"]] = {"name": (_("Nom de la clé"), "")}
