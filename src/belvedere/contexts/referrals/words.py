"""The words of rejection: for each reason, why, and the door to knock on next."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from belvedere.contexts.referrals.states import Effect, Origin, Pace, RejectionReason
from belvedere.contexts.referrals.states.desk import Criterion
from belvedere.contexts.referrals.states.moderation import HiddenReason
from belvedere.contexts.referrals.states.paper import CheckResult, LineState, RemovalReason
from belvedere.engines.redaction.personal_data import DataKind
from belvedere.engines.rules.admission import Capacity
from belvedere.engines.rules.regulation import Level


@dataclass(frozen=True)
class Letter:
    """A reason in plain words: its name, why it stops the referral, and what the person can do."""

    label: str | Promise
    why: str | Promise
    what_next: str | Promise


WIZARD_STEPS = {
    "sujet": _("Lieu et sujet"),
    "deja-dit": _("Qui est compétent, déjà dit"),
    "texte": _("Votre demande"),
    "adresse": _("Votre adresse"),
    "cosignataires": _("Cosignataires"),
    "relire": _("Relire et envoyer"),
}

LEVEL_LABELS: dict[Level, str | Promise] = {
    Level.DECLARED: _("Signature sur papier, non vérifiée"),
    Level.EMAIL: _("Courriel confirmé"),
    Level.SMS: _("Courriel et téléphone confirmés"),
    Level.POSTAL: _("Adresse confirmée par courrier"),
    Level.FRANCECONNECT: _("Identité confirmée par FranceConnect"),
    Level.REGISTER: _("Inscription vérifiée sur la liste électorale"),
}

CAPACITY_LABELS: dict[Capacity, str | Promise] = {
    Capacity.PERSON: _("Une personne"),
    Capacity.ASSOCIATION: _("Une association"),
    Capacity.COLLECTIVE: _("Un collectif"),
}

EFFECT_LABELS: dict[Effect, str | Promise] = {
    Effect.MODERATION: _("Lecture et recevabilité"),
    Effect.ANSWER: _("Réponse écrite"),
    Effect.HEARING: _("Audition"),
    Effect.MEDIATION: _("Médiation"),
    Effect.WORKSHOP: _("Atelier"),
    Effect.DEBATE: _("Débat en conseil"),
    Effect.PANEL: _("Panel tiré au sort"),
    Effect.VOTE: _("Votation"),
    Effect.AGENDA: _("Inscription à l’ordre du jour"),
    Effect.FORWARDED: _("Transmission"),
}

CRITERIA_LABELS: dict[Criterion, StrOrPromise] = {
    Criterion.POLICY: _("Elle porte sur une politique, pas sur une situation personnelle."),
    Criterion.COMPETENT: _("Notre organisme en décide, au moins en partie."),
    Criterion.CLEAR: _("On comprend ce qui devrait changer, et où."),
    Criterion.LAWFUL: _("Elle n’injurie personne et n’appelle à rien d’illégal."),
    Criterion.PRIVATE: _("Elle ne nomme personne et ne donne ni adresse, ni numéro."),
    Criterion.NEW: _("Ce n’est ni une saisine ouverte, ni un sujet examiné depuis moins d’un an."),
}

HIDDEN_LABELS: dict[HiddenReason, StrOrPromise] = {
    HiddenReason.PERSONAL_DATA: _("Données personnelles"),
    HiddenReason.INSULT: _("Propos injurieux"),
    HiddenReason.UNLAWFUL: _("Contraire à la loi"),
    HiddenReason.RIGHTS: _("Droits d’autrui : image, œuvre, marque"),
    HiddenReason.UNRELATED: _("Sans rapport avec la saisine"),
}

# The kinds of pages where a matter may have been spoken of already.
SAID: dict[str, StrOrPromise] = {
    "saisine": _("Saisine"),
    "examen": _("Examen"),
    "avis": _("Avis d’un panel"),
    "reponse": _("Réponse"),
    "action": _("Engagement"),
    "politique": _("Politique"),
    "concertation": _("Concertation"),
}

DATA_LABELS: dict[DataKind, StrOrPromise] = {
    DataKind.EMAIL: _("adresse électronique"),
    DataKind.IBAN: _("compte bancaire"),
    DataKind.NIR: _("numéro de sécurité sociale"),
    DataKind.PHONE: _("numéro de téléphone"),
    DataKind.PLATE: _("plaque d’immatriculation"),
    DataKind.NAME: _("nom d’une personne"),
    DataKind.HOME: _("adresse postale"),
}

ORIGIN_LABELS: dict[Origin, str | Promise] = {
    Origin.ONLINE: _("en ligne"),
    Origin.PAPER: _("sur papier"),
    Origin.CARRIED: _("d’une saisine regroupée"),
    Origin.COSIGNED: _("cosignée avant le dépôt"),
}

REMOVAL_LABELS: dict[RemovalReason, str | Promise] = {
    RemovalReason.ROBOT: _("Envois automatiques"),
    RemovalReason.DISPOSABLE: _("Adresses jetables"),
    RemovalReason.DUPLICATE: _("Doublons"),
    RemovalReason.ELSEWHERE: _("Personnes hors du territoire"),
}

PACE_LABELS: dict[Pace, str | Promise] = {
    Pace.EACH: _("À chaque étape"),
    Pace.WEEKLY: _("Une fois par semaine, le lundi, s’il s’est passé quelque chose"),
}

LINE_LABELS: dict[LineState, str | Promise] = {
    LineState.NEW: _("Nouvelle : sera comptée"),
    LineState.RESEMBLES: _("Même nom dans la même commune : sera comptée, à vérifier"),
    LineState.TWICE: _("Deux fois sur la feuille : comptée une fois"),
    LineState.THERE: _("Déjà comptée : ne le sera pas de nouveau"),
    LineState.UNREADABLE: _("Illisible : il faut un nom, une adresse et une commune du territoire"),
}

CHECK_LABELS: dict[CheckResult, str | Promise] = {
    CheckResult.VALID: _("Valide"),
    CheckResult.INVALID: _("Pas valide"),
    CheckResult.UNREACHABLE: _("Injoignable"),
}

# Steps that concern who deposited, and what they are told: the journal speaks of them to others.
TO_THE_DEPOSITOR: dict[str, str | Promise] = {
    "referrals.admitted": _(
        "Votre saisine est recevable : elle reçoit des soutiens jusqu’au {closes_on}. Seuil : {threshold}."
    ),
    "referrals.rejected": _("Votre saisine n’est pas recevable (motif : {reason})."),
    "referrals.forwarded": _("Votre saisine est transmise à l’organisme compétent : {to_body}."),
    "referrals.complement_asked": _("Un complément vous est demandé : le délai est suspendu jusqu’à votre réponse."),
    "referrals.complement_given": _(
        "Votre complément est reçu : vous saurez avant le {due_on} si votre saisine est recevable."
    ),
    "referrals.text_hidden": _("Le texte de votre saisine est masqué par la modération (motif : {reason})."),
    "referrals.text_redacted": _(
        "Des données personnelles sont masquées dans le texte de votre saisine. Passages : {pieces}."
    ),
    "referrals.document_hidden": _("Un document joint à votre saisine n’est pas publié (motif : {reason})."),
    "referrals.appeal_asked": _("Votre recours est reçu : le refus de votre saisine va être revu."),
    "referrals.appeal_accepted": _(
        "Votre recours est accepté : votre saisine est examinée de nouveau, avant le {due_on}."
    ),
    "referrals.appeal_refused": _("Votre recours est rejeté : le refus est maintenu, avec une réponse motivée."),
}
DEPOSITOR_ONLY = frozenset(TO_THE_DEPOSITOR)

# Steps that are told to all who supported, or follow.
TOLD_TO_ALL = frozenset(
    {
        "referrals.threshold_reached",
        "referrals.step_done",
        "referrals.step_declined",
        "referrals.merged",
        "referrals.unmerged",
        "referrals.collection_suspended",
        "referrals.collection_resumed",
        "referrals.collection_closed",
        "observatory.examen_opened",
        "panels.opinion_recorded",
        "answers.suspended",
        "answers.resumed",
        "answers.published",
        "actionplan.action_created",
        "actionplan.progress_recorded",
        "actionplan.done",
        "actionplan.contested",
        "actionplan.contest_answered",
    }
)

LETTERS: dict[RejectionReason, Letter] = {
    RejectionReason.NOT_COMPETENT: Letter(
        _("Hors des compétences du territoire"),
        _("Ni la Métropole, ni les communes, ni leurs partenaires ne décident de ce sujet."),
        _("Adressez-vous à l’organisme indiqué ci-dessous ; s’il n’y en a pas, à votre député ou à la préfecture."),
    ),
    RejectionReason.PERSONAL_CASE: Letter(
        _("Situation personnelle"),
        _("Une saisine porte sur une politique qui concerne tout le monde ; la vôtre porte sur votre situation."),
        _("Le service indiqué ci-dessous peut vous aider. Sinon, le Défenseur des droits le fait gratuitement."),
    ),
    RejectionReason.DUPLICATE: Letter(
        _("Déjà saisie"),
        _("Une saisine sur le même sujet est déjà ouverte ou en cours d’examen."),
        _("Soutenez celle qui existe : ensemble, vos soutiens comptent davantage."),
    ),
    RejectionReason.UNCLEAR: Letter(
        _("Demande imprécise"),
        _("Nous n’avons pas pu comprendre ce que vous demandez de changer."),
        _("Redéposez-la en disant ce qui devrait changer, et où. Le service participation peut vous aider."),
    ),
    RejectionReason.RECENTLY_EXAMINED: Letter(
        _("Examinée il y a peu"),
        _("Ce sujet a été examiné il y a moins d’un an et une réponse a été publiée."),
        _("Lisez la réponse ; si ce qui a été promis n’est pas fait, dites-le sur la page de l’engagement."),
    ),
    RejectionReason.UNLAWFUL: Letter(
        _("Contraire à la loi"),
        _("Le texte met en cause une personne, ou appelle à quelque chose que la loi interdit."),
        _("Vous pouvez redéposer votre demande en retirant ce passage."),
    ),
}


def letter_of(reason: str) -> Letter:
    return LETTERS[RejectionReason(reason)]
