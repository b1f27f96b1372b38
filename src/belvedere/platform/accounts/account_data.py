"""What accounts themselves hold about a person."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from belvedere.platform.accounts.models import Role, User
from belvedere.platform.accounts.personal_data import Plain, holds


@holds("compte")
def account(user: User) -> Plain:
    return {
        "adresse": user.email,
        "nom": user.display_name,
        "ouvert_le": user.joined_at.isoformat(),
        "derniere_connexion": user.last_login.isoformat() if user.last_login else None,
        "adresses": [
            {"adresse": row.email, "confirmee": row.verified} for row in EmailAddress.objects.filter(user=user)
        ],
    }


@holds("roles")
def roles(user: User) -> Plain:
    held = Role.objects.filter(user=user).select_related("body", "department")
    return [
        {
            "role": role.kind,
            "organisme": role.body.name,
            "service": role.department.name if role.department else None,
            "depuis": role.since.isoformat(),
            "fin": role.until.isoformat() if role.until else None,
        }
        for role in held
    ]


@holds("seconds_facteurs")
def second_factors(user: User) -> Plain:
    rows = Authenticator.objects.filter(user=user).order_by("pk")
    return [{"nature": row.type, "ajoute_le": row.created_at.isoformat()} for row in rows]
