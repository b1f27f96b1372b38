"""What a draw by lot writes in the journal. Subject: ("recrutement", reference); matter: its examen, or itself."""

from django.utils.translation import gettext_lazy as _

from belvedere.platform.journal.kinds import declare_kind

LOTTERY_ASKED = declare_kind(
    "panels.lottery_asked", _("Le calcul de la loterie est demandé."), {"draw": int}, is_public=False
)
LOTTERY_COMPUTED = declare_kind(
    "panels.lottery_computed", _("La loterie est calculée : {panels} panels possibles."), {"panels": int}
)
DRAW_COMMITTED = declare_kind(
    "panels.draw_committed",
    _("Le tirage au sort est engagé, avant tout lancer de dés. Empreinte : {commitment}."),
    {"commitment": str, "panels": int, "not_before": str},
)
DRAW_LAUNCHED = declare_kind(
    "panels.draw_launched", _("Le tirage est lancé par une première personne. Valeurs tapées : {dice}."), {"dice": int}
)
CHANCE_TAKEN_BACK = declare_kind(
    "panels.chance_taken_back",
    _("Ce que la première personne avait tapé est oublié avant tout tirage : {values}."),
    {"values": str},
)
PANEL_DRAWN = declare_kind(
    "panels.panel_drawn",
    _("Le panel numéro {panel} est tiré au sort en public. Places : {seats}."),
    {"panel": int, "seats": int, "commitment": str},
)
SEAT_CONFIRMED = declare_kind("panels.seat_confirmed", _("Une personne tirée confirme sa place."), {}, is_public=False)
ALTERNATE_DECLINED = declare_kind(
    "panels.alternate_declined", _("Une personne suppléante renonce."), {}, is_public=False
)
SEAT_REPLACED = declare_kind(
    "panels.seat_replaced",
    _("Une place change de titulaire, par le maillon {number} de la chaîne annoncée avant le tirage."),
    {"number": int, "reason": str},
)
PANEL_FORMED = declare_kind("panels.panel_formed", _("Le panel est formé : {members} membres."), {"members": int})
