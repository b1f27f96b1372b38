"""The boundary of accounts: what people type."""

from typing import Any  # a form's arguments are the framework's

from django import forms
from django.utils.translation import gettext_lazy as _

from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.accounts.words import TITLES
from belvedere.platform.territory.models import Body, Department


class GrantRoleForm(forms.Form):
    """Give a role in one body."""

    email = forms.EmailField(
        label=_("Adresse électronique professionnelle"),
        help_text=_("La personne se connectera avec un code reçu à cette adresse."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    display_name = forms.CharField(
        label=_("Nom affiché"), max_length=150, required=False, help_text=_("Visible des seules équipes.")
    )
    kind = forms.ChoiceField(label=_("Rôle"), choices=[(kind.value, TITLES[kind]) for kind in RoleKind])
    department = forms.ModelChoiceField(
        label=_("Service"),
        queryset=Department.objects.none(),
        required=False,
        empty_label=_("Aucun service en particulier"),
        help_text=_("Obligatoire pour un service instructeur."),
    )

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:  # noqa: ANN401 -- see the import
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = Department.objects.filter(body=body)  # type: ignore[attr-defined]  # a ModelChoiceField

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") == RoleKind.DEPARTMENT and not cleaned.get("department"):
            self.add_error("department", _("Choisissez le service pour lequel cette personne instruit."))
        return cleaned


class SwitchRoleForm(forms.Form):
    """Choose among the roles that one holds."""

    role = forms.TypedChoiceField(coerce=int)

    def __init__(self, *args: Any, roles: list[Role], **kwargs: Any) -> None:  # noqa: ANN401 -- see the import
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.pk, str(role)) for role in roles]  # type: ignore[attr-defined]  # a choice field


class EraseAccountForm(forms.Form):
    """Confirm that the account goes for ever."""

    confirmation = forms.EmailField(
        label=_("Votre adresse électronique, pour confirmer"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:  # noqa: ANN401 -- see the import
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_confirmation(self) -> str:
        typed: str = self.cleaned_data["confirmation"]
        if typed.strip().lower() != self.email.lower():
            raise forms.ValidationError(_("Ce n’est pas l’adresse de votre compte. Rien n’a été effacé."))
        return typed
