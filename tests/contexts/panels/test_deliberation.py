"""An avis that its panel writes: recommendations, amendments, votes, those who disagree."""

import json
from datetime import datetime

import pytest
from django.test import Client

from belvedere.contexts.panels.actions import deliberation as actions
from belvedere.contexts.panels.actions import voting
from belvedere.contexts.panels.actions.opinion import draft_opinion, record_opinion
from belvedere.contexts.panels.models import Amendment, Opinion, Recommendation, RejectedRecommendation, Seat, Vote
from belvedere.contexts.panels.queries.deliberation import table_of
from belvedere.contexts.panels.queries.member import member_code
from belvedere.contexts.panels.refusals.deliberation import (
    DeliberationUnderWay,
    EmptyText,
    NoPanelToDeliberate,
    NothingToVote,
    NotTheMoment,
    NotYours,
    RecommendationDebated,
    VoteNotClosed,
)
from belvedere.contexts.panels.refusals.member import NotAMember
from belvedere.contexts.panels.states.opinion import OpinionDraft, RecommendationDraft
from belvedere.contexts.panels.states.panel import Choice
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.journal.models import Event
from belvedere.platform.refusals import NotAllowed
from tests.contexts.panels.standing import Standing
from tests.factories import RoleFactory

EXAMEN, OPINION = "E-2026-0001", "A-2026-0001"
FIRST, SECOND = "Un bus avant 7 heures.", "Un bus par heure."


class Debate:
    """A deliberation that walks step by step, with the four members of a panel."""

    def __init__(self, standing: Standing) -> None:
        self.standing, self.by, self.now = standing, standing.by, standing.now
        self.members = standing.members
        self.draft()

    def draft(self, *texts: str) -> None:
        said = OpinionDraft(
            title="Le dimanche",
            given_on=self.now.date(),
            panel_description="Tirés au sort.",
            recommendations=tuple(RecommendationDraft(text) for text in texts),
        )
        draft_opinion(examen_reference=EXAMEN, draft=said, by=self.by, now=self.now)

    def opened(self) -> "Debate":
        slug = self.standing.panel.slug
        actions.open_deliberation(examen_reference=EXAMEN, panel_slug=slug, by=self.by, now=self.now)
        return self

    def propose(self, text: str, member: int = 0) -> Recommendation:
        seat = self.members[member]
        return actions.propose_recommendation(seat=seat, opinion_reference=OPINION, text=text, now=self.now)

    def amend(self, number: int, text: str, member: int = 1) -> Amendment:
        seat = self.members[member]
        return actions.propose_amendment(
            seat=seat, opinion_reference=OPINION, number=number, text=text, reason="", now=self.now
        )

    def vote_amendment(self, amendment: Amendment, *choices: Choice) -> None:
        for seat, choice in zip(self.members, choices, strict=False):
            voting.vote_amendment(
                seat=seat, opinion_reference=OPINION, amendment_id=amendment.pk, choice=choice, now=self.now
            )

    def vote(self, number: int, *choices: Choice) -> None:
        for seat, choice in zip(self.members, choices, strict=False):
            voting.vote_recommendation(seat=seat, opinion_reference=OPINION, number=number, choice=choice, now=self.now)

    def call_amendments(self) -> None:
        actions.call_amendments(examen_reference=EXAMEN, by=self.by, now=self.now)

    def call_vote(self) -> None:
        actions.call_vote(examen_reference=EXAMEN, by=self.by, now=self.now)

    def close(self) -> Opinion:
        return actions.close_vote(examen_reference=EXAMEN, by=self.by, now=self.now)

    def at_vote(self) -> "Debate":
        self.opened()
        self.propose(FIRST)
        self.propose(SECOND)
        self.call_vote()
        return self

    @property
    def texts(self) -> list[tuple[int, str]]:
        return list(Recommendation.objects.order_by("number").values_list("number", "text"))


@pytest.fixture
def debate(standing: Standing) -> Debate:
    return Debate(standing)


def told() -> list[tuple[str, dict[str, object]]]:
    kinds = ["panels.deliberation_opened", "panels.vote_opened", "panels.vote_closed"]
    found = Event.objects.filter(kind__in=kinds).order_by("sequence")
    return [(row.kind.removeprefix("panels."), json.loads(row.payload)) for row in found]


def test_an_avis_written_amended_and_voted_by_its_panel(debate: Debate) -> None:
    debate.opened()
    for text in (FIRST, SECOND, "Supprimer les bus."):
        debate.propose(text)
    kept = debate.amend(1, "Un bus avant 6 heures.")
    lost = debate.amend(2, "Un bus par jour.")
    struck = debate.amend(3, "")
    debate.call_amendments()
    debate.vote_amendment(kept, Choice.FOR, Choice.FOR, Choice.AGAINST)
    debate.vote_amendment(lost, Choice.FOR, Choice.AGAINST)
    debate.vote_amendment(struck, Choice.FOR)
    debate.call_vote()
    assert debate.texts == [(1, "Un bus avant 6 heures."), (2, SECOND)]
    kept.refresh_from_db()
    lost.refresh_from_db()
    assert (kept.state, kept.replaced_text, lost.state) == ("adopte", FIRST, "rejete")
    debate.vote(1, Choice.FOR, Choice.FOR, Choice.AGAINST, Choice.ABSTAIN)
    debate.vote(2, Choice.FOR, Choice.AGAINST, Choice.AGAINST)
    opinion = debate.close()
    assert list(Recommendation.objects.values_list("number", "votes_for", "votes_against", "votes_abstained")) == [
        (1, 2, 1, 1)
    ]
    counts = ("number", "text", "votes_for", "votes_against", "votes_abstained")
    assert list(RejectedRecommendation.objects.values_list(*counts)) == [(2, SECOND, 1, 2, 0)]
    assert (opinion.voters, opinion.deliberation, Vote.objects.count()) == (4, "votee", 0)
    assert told() == [
        ("deliberation_opened", {"members": 4}),
        ("vote_opened", {"amendments": 3, "recommendations": 3}),
        ("vote_opened", {"amendments": 0, "recommendations": 2}),
        ("vote_closed", {"adopted": 1, "rejected": 1, "voters": 4}),
    ]
    assert record_opinion(examen_reference=EXAMEN, by=debate.by, now=debate.now).state == "enregistre"


def test_a_draft_saved_again_keeps_its_amendments(debate: Debate) -> None:
    debate.draft(FIRST, SECOND)
    debate.opened()
    amendment = debate.amend(1, "Un bus avant 6 heures.")
    debate.draft(FIRST + " Partout.", SECOND, "Une troisième.")
    amendment.refresh_from_db()
    assert amendment.recommendation.text == FIRST + " Partout."
    assert [number for number, _text in debate.texts] == [1, 2, 3]
    debate.draft(FIRST, SECOND)
    with pytest.raises(RecommendationDebated):
        debate.draft()


def test_words_under_vote_no_longer_change_and_the_rest_does(debate: Debate) -> None:
    debate.at_vote()
    with pytest.raises(DeliberationUnderWay):
        debate.draft(FIRST, "Autre chose.")
    debate.draft(FIRST, SECOND)
    with pytest.raises(NotTheMoment):
        debate.propose("Trop tard.")
    with pytest.raises(VoteNotClosed):
        record_opinion(examen_reference=EXAMEN, by=debate.by, now=debate.now)


def test_what_nobody_voted_for_stays_beside_the_avis(debate: Debate, client: Client) -> None:
    debate.at_vote()
    debate.vote(1, Choice.FOR)
    debate.close()
    counts = ("number", "text", "votes_for", "votes_against", "votes_abstained")
    assert list(RejectedRecommendation.objects.values_list(*counts)) == [(2, SECOND, 0, 0, 0)]
    record_opinion(examen_reference=EXAMEN, by=debate.by, now=debate.now)
    public = client.get(f"/panel/avis/{OPINION}/").content.decode()
    assert ("1 proposition mise aux voix et non adoptée" in public, SECOND in public) == (True, True)
    assert public.index(FIRST) < public.index("non adoptée") < public.index(SECOND)


def test_a_vote_is_one_and_changes_until_the_end(debate: Debate) -> None:
    debate.at_vote()
    debate.vote(1, Choice.FOR)
    debate.vote(1, Choice.AGAINST)
    assert list(Vote.objects.values_list("choice", flat=True)) == ["contre"]
    debate.close()
    with pytest.raises(NotTheMoment):
        debate.vote(1, Choice.FOR)


def test_only_a_sitting_member_of_this_panel_takes_part(debate: Debate) -> None:
    debate.opened()
    Seat.objects.filter(pk=debate.members[0].pk).update(state="demissionne")
    with pytest.raises(NotAMember):
        debate.propose(FIRST)
    Seat.objects.filter(pk=debate.members[0].pk).update(state="confirme", panel=None)
    with pytest.raises(NotAMember):
        debate.propose(FIRST)


def test_an_amendment_is_withdrawn_by_whoever_proposed_it(debate: Debate) -> None:
    debate.opened()
    debate.propose(FIRST)
    with pytest.raises(EmptyText):
        debate.amend(1, FIRST)
    amendment = debate.amend(1, "")
    asked = {"opinion_reference": OPINION, "amendment_id": amendment.pk, "now": debate.now}
    with pytest.raises(NotYours):
        actions.withdraw_amendment(seat=debate.members[0], **asked)
    assert actions.withdraw_amendment(seat=debate.members[1], **asked).state == "retire"
    with pytest.raises(NothingToVote):
        debate.call_amendments()


def test_amendments_are_voted_before_the_avis(debate: Debate) -> None:
    debate.opened()
    with pytest.raises(NothingToVote):
        debate.call_vote()
    debate.propose(FIRST)
    debate.amend(1, SECOND)
    with pytest.raises(NotTheMoment):
        debate.call_vote()


def test_who_may_open_and_with_whom(debate: Debate, now: datetime) -> None:
    with pytest.raises(NoPanelToDeliberate):
        actions.open_deliberation(examen_reference=EXAMEN, panel_slug="aucun", by=debate.by, now=now)
    stranger: Role = RoleFactory(kind=RoleKind.AGENT)
    with pytest.raises(NotAllowed):
        actions.open_deliberation(examen_reference=EXAMEN, panel_slug=debate.standing.panel.slug, by=stranger, now=now)
    debate.opened()
    with pytest.raises(NotTheMoment):
        debate.opened()


def test_those_who_disagree_are_counted_once(debate: Debate) -> None:
    debate.at_vote()
    first, second = debate.members[:2]
    written = voting.write_minority_opinion(seat=first, opinion_reference=OPINION, text="Non.", now=debate.now)
    for seat in (first, second, second):
        joined = voting.join_minority_opinion(seat=seat, opinion_reference=OPINION, minority_id=written.pk)
    assert joined.supporters == 2


@pytest.mark.parametrize("count", [1, 3])
def test_a_table_is_read_in_as_many_statements(debate: Debate, django_assert_num_queries, count: int) -> None:
    debate.opened()
    for place in range(count):
        debate.propose(f"{FIRST} {place}")
        debate.amend(place + 1, "")
    opinion = Opinion.objects.get()
    with django_assert_num_queries(8):
        table = table_of(opinion, debate.members[1])
    assert [row.amendments[0].is_own for row in table.rows] == [True] * count


def signed_in(role: Role) -> Client:
    client = Client()
    client.force_login(role.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_pages_of_a_deliberation(debate: Debate, client: Client) -> None:
    desk, officer = f"/espace/avis/{EXAMEN}/deliberation/", signed_in(debate.by)
    assert "Ouvrir la délibération" in officer.get(desk).content.decode()
    assert officer.post(desk, {"panel": "aucun"}).status_code == 422
    assert officer.post(desk, {"panel": debate.standing.panel.slug}).headers["Location"] == desk
    code = member_code(debate.members[0])
    table = f"/panel/membre/{code}/avis/{OPINION}/"
    assert table in client.get(f"/panel/membre/{code}/").content.decode()
    assert "Aucune recommandation pour l’instant" in client.get(table).content.decode()
    wrong = client.post(f"{table}proposer/", {"text": ""})
    assert wrong.status_code == 422
    assert client.post(f"{table}proposer/", {"text": FIRST}).headers["Location"] == table
    assert "Amender la recommandation 1" in client.get(table).content.decode()
    amend = f"{table}recommandations/1/amender/"
    assert FIRST in client.get(amend).content.decode()
    client.post(amend, {"text": SECOND, "reason": "Plus clair."})
    amendment = Amendment.objects.get()
    assert "Retirer mon amendement 1" in client.get(table).content.decode()
    officer.post(f"{desk}mettre_les_amendements_aux_voix/")
    client.post(f"{table}amendements/{amendment.pk}/voter/", {"choice": "pour"})
    assert client.post(f"{table}amendements/{amendment.pk}/voter/", {"choice": "oui"}).status_code == 422
    officer.post(f"{desk}mettre_l_avis_aux_voix/")
    client.post(f"{table}recommandations/1/voter/", {"choice": "pour"})
    page = client.get(table).content.decode()
    assert ("Changer mon vote" in page, "<ins>" in page) == (True, True)
    client.post(f"{table}minorite/", {"text": "Je préfère le soir."})
    officer.post(f"{desk}clore_le_vote/")
    record_opinion(examen_reference=EXAMEN, by=debate.by, now=debate.now)
    public = client.get(f"/panel/avis/{OPINION}/").content.decode()
    assert ("1 voix pour" in public, "Je préfère le soir." in public, "Nom" in public) == (True, True, False)


def test_nobody_else_sees_a_deliberation(debate: Debate, client: Client) -> None:
    debate.opened()
    stranger = signed_in(RoleFactory(kind=RoleKind.AGENT))
    desk = f"/espace/avis/{EXAMEN}/deliberation/"
    assert (client.get(desk).status_code, stranger.get(desk).status_code) == (302, 403)
    assert stranger.post(f"{desk}clore_le_vote/").status_code == 403
    assert signed_in(debate.by).post(f"{desk}rouvrir/").status_code == 404
    assert client.get(f"/panel/membre/FAUX/avis/{OPINION}/").status_code == 404
    assert client.get(f"/panel/membre/{member_code(debate.members[0])}/avis/A-2026-0009/").status_code == 404
