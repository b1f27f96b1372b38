"""Sign-in pages: django-allauth's views, which answer 422 to a form that cannot be accepted."""

from typing import Any  # django-allauth is untyped

from allauth.account import views as account
from allauth.account.internal.decorators import login_not_required
from allauth.mfa.base import views as factor
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.http import HttpResponse


class SaysWhatIsWrong:
    """Answers 422 where django-allauth answers 200 with errors."""

    def form_invalid(self, form: Any) -> HttpResponse:  # noqa: ANN401 -- see the import
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]  # a mixin of form views
        if response.status_code == 200:  # noqa: PLR2004 -- the usual number of success
            response.status_code = 422
        return response


class Login(SaysWhatIsWrong, account.LoginView):
    pass


class RequestCode(SaysWhatIsWrong, account.RequestLoginCodeView):
    pass


class ConfirmCode(SaysWhatIsWrong, account.ConfirmLoginCodeView):
    pass


class Signup(SaysWhatIsWrong, account.SignupView):
    pass


class ConfirmEmail(SaysWhatIsWrong, account.ConfirmEmailVerificationCodeView):
    pass


class Authenticate(SaysWhatIsWrong, factor.AuthenticateView):
    pass


class Reauthenticate(SaysWhatIsWrong, factor.ReauthenticateView):
    pass


class ActivateApplication(SaysWhatIsWrong, totp.ActivateTOTPView):
    pass


class AddKey(SaysWhatIsWrong, passkeys.AddWebAuthnView):
    pass


login = Login.as_view()
request_code = RequestCode.as_view()
confirm_code = ConfirmCode.as_view()
signup = Signup.as_view()
confirm_email = login_not_required(ConfirmEmail.as_view())
authenticate = Authenticate.as_view()
reauthenticate = Reauthenticate.as_view()
activate_application = ActivateApplication.as_view()
add_key = AddKey.as_view()
