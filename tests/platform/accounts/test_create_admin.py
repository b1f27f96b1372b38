"""belvedere create-admin: the first administrator of a body."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from belvedere.platform.accounts.models import Role, User
from belvedere.platform.journal.models import Event
from belvedere.platform.territory.models import Body, Commune, Territory


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("create_admin", *arguments, stdout=out, no_color=True)
    return out.getvalue()


def test_it_opens_the_account_and_says_how_to_sign_in(metropole: Body) -> None:
    said = run("Bruno@Exemple.fr", "--body", "clermont-auvergne-metropole", "--name", "Bruno")
    role = Role.objects.get()
    assert (role.user.email, role.user.display_name, role.kind, role.body, role.until) == (
        "bruno@exemple.fr", "Bruno", "administrateur", metropole, None,
    )  # fmt: skip
    assert "http://127.0.0.1:8000/compte/connexion/" in said
    assert "second facteur" in said
    assert list(Event.objects.values_list("kind", "actor_kind", "subject_id")) == [
        ("accounts.role_granted", "systeme", str(role.pk))
    ]


def test_running_it_twice_changes_nothing(metropole: Body) -> None:
    for _ in range(2):
        run("bruno@exemple.fr", "--body", "clermont-auvergne-metropole")
    assert (User.objects.count(), Role.objects.count(), Event.objects.count()) == (1, 1, 1)


def test_an_unknown_body_is_named_with_those_that_exist(metropole: Body, chamalieres: Commune) -> None:
    with pytest.raises(
        CommandError, match=r"Aucun organisme «\xa0paris\xa0».*chamalieres, clermont-auvergne-metropole"
    ):
        run("bruno@exemple.fr", "--body", "paris")
    assert User.objects.count() == 0


@pytest.mark.parametrize("typed", ["", "bruno", "bruno@", "a b@exemple.fr"])
def test_what_is_not_an_address_is_refused(metropole: Body, typed: str) -> None:
    with pytest.raises(CommandError, match="n’est pas une adresse"):
        run(typed, "--body", "clermont-auvergne-metropole")
    assert User.objects.count() == 0


def test_an_empty_database_says_what_to_do(db: None) -> None:
    assert not Territory.objects.exists()
    with pytest.raises(CommandError, match="belvedere demo"):
        run("bruno@exemple.fr", "--body", "chamalieres")
