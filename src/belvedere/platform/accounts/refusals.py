"""What accounts refuse, and how they say it."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from belvedere.platform.refusals import NotAllowed, Refusal


class NoRole(NotAllowed):
    """The person is signed in and holds no role in any body."""

    code = "no_role"
    title = _("Cet espace est celui des équipes")
    message = _("Votre compte fonctionne, mais aucun organisme ne vous a encore donné de rôle.")
    next_step = _(
        "Si vous travaillez pour la Métropole, une commune ou un partenaire, demandez un rôle à l’administrateur de "
        "votre organisme, en lui donnant l’adresse électronique de votre compte. Sinon, tout ce qui est public reste "
        "ouvert sans rôle."
    )


class NotOneOfYourRoles(NotAllowed):
    """The role asked for belongs to someone else, or has ended."""

    code = "not_one_of_your_roles"
    title = _("Ce rôle n’est pas le vôtre")
    message = _("Ce rôle n’existe pas, a pris fin ou appartient à une autre personne. Vous gardez votre rôle actuel.")
    next_step = _("Choisissez un rôle dans la liste de votre espace.")


class RoleAlreadyHeld(Refusal):
    """The same person already holds this kind of role in this body."""

    code = "role_already_held"
    title = _("Cette personne a déjà ce rôle")
    message = _("Elle l’exerce déjà dans votre organisme : rien n’a changé.")
    next_step = _("Pour changer son service, mettez d’abord fin au rôle actuel.")


class RoleAlreadyEnded(Refusal):
    """The role has an end date already."""

    code = "role_already_ended"
    title = _("Ce rôle a déjà pris fin")
    message = _("Quelqu’un y a mis fin entre-temps : rien n’a changé.")


class LastAdministrator(Refusal):
    """Ending this role would leave the body without an administrator."""

    code = "last_administrator"
    title = _("Il faut garder un administrateur")
    message = _(
        "C’est le dernier administrateur de votre organisme : sans lui, plus personne ne pourrait donner un rôle."
    )
    next_step = _("Donnez d’abord ce rôle à une autre personne.")


class DepartmentOfAnotherBody(Refusal):
    """A department is chosen that the body does not have."""

    code = "department_of_another_body"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Ce service n’est pas de votre organisme")
    message = _("Le rôle n’a pas été donné.")
    next_step = _("Choisissez un service dans la liste.")


class PersonaStays(Refusal):
    """A person of the demonstration serves every visitor: nobody erases one."""

    code = "persona_stays"
    title = _("Cette personne reste pour les suivants")
    message = _("Elle appartient à la démonstration et sert à tous les visiteurs : rien n’a été effacé.")
    next_step = _("Ailleurs que dans la démonstration, le compte aurait été effacé tout de suite.")
