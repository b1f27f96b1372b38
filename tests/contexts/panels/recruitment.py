"""A recruitment at each of its steps, for tests: small, with invented people."""

import json
from datetime import date, datetime, timedelta

from belvedere.contexts.panels.actions import campaign as campaign_actions
from belvedere.contexts.panels.actions import candidates, invitations, pool, quotas, register
from belvedere.contexts.panels.actions.campaign import CampaignSheet
from belvedere.contexts.panels.actions.candidates import Contact, Registration
from belvedere.contexts.panels.models import Campaign, Candidate, Category, Invitation
from belvedere.contexts.panels.queries.campaign import campaign_by_reference
from belvedere.contexts.panels.queries.margins import KnownMargin, known_margins
from belvedere.contexts.panels.queries.register import code_of
from belvedere.contexts.panels.states.campaign import Channel
from belvedere.platform.journal.models import Event
from belvedere.platform.territory.models import Commune
from tests.contexts.examens import Panel2026

REFERENCE = "R-2026-0001"
SHEET = CampaignSheet(
    title="Panel sur l’eau",
    purpose="Comment partager l’eau l’été ?",
    size=4,
    starts_on=date(2027, 2, 1),
    ends_on=date(2027, 6, 30),
    register_source="Listes électorales",
    responses_until=date(2026, 12, 20),
    addresses_kept_until=date(2027, 1, 31),
    candidates_kept_until=date(2027, 6, 30),
)
SEX = KnownMargin("", "Sexe", "Vous êtes", "Insee", "2022", "", (("Une femme", 520), ("Un homme", 480)))
HEADER = "Nom;Prénom;Adresse;Code postal;Commune"


def csv_of(communes: list[Commune], count: int) -> bytes:
    """Return a register: ``count`` addresses, shared between the communes."""
    lines = [HEADER]
    for number in range(1, count + 1):
        commune = communes[number % len(communes)]
        lines.append(f"Nom{number};Prénom{number};{number} rue des Lilas;63{commune.pk % 1000:03d};{commune.name}")
    return "\n".join(lines).encode()


class Recruitment:
    """A recruitment that walks step by step; each method leaves it at the next one."""

    def __init__(self, world: Panel2026, communes: list[Commune], now: datetime) -> None:
        self.world, self.communes, self.now, self.by = world, communes, now, world.agent

    @property
    def row(self) -> Campaign:
        found = campaign_by_reference(REFERENCE)
        assert found is not None
        return found

    def opened(self, sheet: CampaignSheet = SHEET) -> "Recruitment":
        campaign_actions.open_campaign(sheet=sheet, examen_reference="E-2026-0001", by=self.by, now=self.now)
        return self

    def at_quotas(self, sheet: CampaignSheet = SHEET) -> "Recruitment":
        self.opened(sheet)
        campaign_actions.begin_quotas(reference=REFERENCE, by=self.by)
        return self

    def with_quotas(self, sheet: CampaignSheet = SHEET) -> "Recruitment":
        self.at_quotas(sheet)
        rounding = quotas.Rounding(slack_places=1)
        for margin in (known_margins(self.row)[0], SEX):
            quotas.add_category(reference=REFERENCE, margin=margin, rounding=rounding, by=self.by)
        return self

    def at_register(self, sheet: CampaignSheet = SHEET) -> "Recruitment":
        self.with_quotas(sheet)
        quotas.adopt_quotas(reference=REFERENCE, by=self.by, now=self.now)
        return self

    def with_addresses(self, count: int = 12) -> "Recruitment":
        self.at_register()
        content = csv_of(self.communes, count)
        register.receive_register(reference=REFERENCE, name="registre.csv", content=content, by=self.by, now=self.now)
        register.import_register(
            reference=REFERENCE, skips_faulty_lines=False, source="Listes", by=self.by, now=self.now
        )
        return self

    def at_invitations(self, count: int = 12) -> "Recruitment":
        self.with_addresses(count)
        register.close_register(reference=REFERENCE, by=self.by)
        return self

    def open_to_all(self, letters: int = 8, count: int = 12) -> "Recruitment":
        self.at_invitations(count)
        invitations.draw_invitations(reference=REFERENCE, letters=letters, seed="graine", by=self.by, now=self.now)
        invitations.open_registration(reference=REFERENCE, by=self.by, now=self.now)
        return self

    def codes(self) -> list[str]:
        rows = Invitation.objects.filter(campaign=self.row).order_by("batch", "rank")
        return [code_of(row, self.row) for row in rows]

    def registration(self, number: int = 1, channel: Channel = Channel.ONLINE, email: str = "") -> Registration:
        """Return what the person of this number says: women and communes in turn."""
        [asked] = Category.objects.filter(campaign=self.row, kind="question")
        target = list(asked.targets.order_by("position"))[number % 2]
        contact = Contact(f"Prénom{number}", f"Nom{number}", email=email or f"personne{number}@exemple.fr")
        return Registration({asked.pk: target.pk}, self.communes[number // 2 % len(self.communes)], contact, channel)

    def with_pool(self, size: int = 8) -> "Recruitment":
        self.open_to_all(letters=size, count=size + 4)
        for number, code in enumerate(self.codes()):
            candidates.sign_up(code=code, registration=self.registration(number), now=self.now)
        return self

    def frozen(self, size: int = 8) -> "Recruitment":
        self.with_pool(size)
        pool.freeze_pool(reference=REFERENCE, by=self.by, now=self.now + timedelta(days=30))
        return self

    @property
    def candidate(self) -> Candidate:
        return Candidate.objects.select_related("campaign").order_by("pk")[0]


def events() -> list[tuple[str, dict[str, object]]]:
    """Return the acts of recruitments, oldest first: kind and payload."""
    found = Event.objects.filter(subject_kind="recrutement").order_by("sequence")
    return [(row.kind.removeprefix("panels."), json.loads(row.payload)) for row in found]


def kinds() -> list[str]:
    """Return the kinds of the acts of recruitments, oldest first."""
    return [kind for kind, _payload in events()]


def entered(recruitment: Recruitment, **more: str) -> dict[str, str]:
    """Return the form of a person, as the browser sends it."""
    [asked] = Category.objects.filter(campaign=recruitment.row, kind="question")
    woman = asked.targets.order_by("position").first()
    assert woman is not None
    return {
        f"q-{asked.pk}": str(woman.pk),
        "commune": "chamalieres",
        "first_name": "Ada",
        "last_name": "Martin",
        "phone": "04 73 00 00 00",
        "email": "ada@exemple.fr",
        "is_old_enough": "on",
        "consents": "on",
        **more,
    }
