"""From the list of guests to the strategy and the plan, through the screens."""

from datetime import timedelta
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from belvedere.contexts.actionplan.actions.plan import open_plan
from belvedere.contexts.seminar.models import Contribution, Guest, Outcome, Poll
from belvedere.contexts.seminar.queries.seminars import wall_key
from belvedere.contexts.strategy import actions as strategy
from belvedere.platform.journal.models import Event
from belvedere.platform.tasks.worker import run_pending
from tests.contexts.seminar.conftest import World, as_

JSON = {"HTTP_ACCEPT": "application/json"}
PLACES = ["programme", "personnes", "accueil", "tables", "tours", "synthese", "votes", "suites", "impressions"]
PAPERS = ("conducteur", "programme", "tables", "badges", "emargement")


def page(path: str, client: Client | None = None, status: int = 200) -> str:
    answer = (client or Client()).get(path)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


class Walk:
    """One seminar, from hand to hand."""

    def __init__(self, world: World) -> None:
        self.world, self.desk, self.public = world, world.desk, world.public
        self.agent, self.phone = as_(world.agent), Client()
        self.wall = f"{self.public}mur/{wall_key(world.seminar)}/"
        self.mine = ""

    def post(self, path: str, typed: dict[str, object] | None = None) -> None:
        answer = self.agent.post(self.desk + path, typed or {})
        assert answer.status_code == 302, answer.content.decode()[:2000]

    def guests(self) -> list[Guest]:
        return self.world.guests()

    def invite(self) -> None:
        for name in ("Élus", "Services"):
            self.post("colleges/", {"name": name, "quota": 4})
        lines = [f"Personne {n};{'elus' if n % 2 else 'Services'};p{n}@exemple.fr" for n in range(1, 9)]
        file = SimpleUploadedFile("gens.csv", "\n".join(["nom;college;courriel", *lines]).encode())
        self.post("personnes/fichier/", {"file": file})
        self.post("etat/convoquer/")
        self.post("personnes/inviter/")
        self.mine = f"{self.public}moi/{self.guests()[0].code}/"
        assert Client().post(f"{self.mine}reponse/", {"comes": "oui", "diet": "végétarien"}).url == self.mine
        self.post("personnes/inviter/", {"relancer": "1"})
        assert [guest.reminded_at is None for guest in self.guests()] == [True, *[False] * 7]

    def sit(self) -> None:
        self.post("etat/ouvrir/")
        assert "Je suis là" in page(self.mine)
        Client().post(f"{self.mine}arrivee/")
        for number in range(2, 9):
            self.post(f"accueil/{number}/arrivee/")
        self.post("tables/tirer/")
        run_pending(now=timezone.now())
        assert "paires se rencontrent" in page(f"{self.desk}tables/", self.agent)
        assert "Tour 2" in page(self.mine)
        self.post("tours/1/ouvrir/", {"minutes": 30})

    def say(self) -> None:
        table, phone = self.world.table(), self.phone
        assert "Question 1" in page(table, phone)
        card = {"client_id": str(uuid4()), "number": 1, "text": "Le bus du soir part trop tôt"}
        first = phone.post(f"{table}contribuer/", card, **JSON).json()
        assert phone.post(f"{table}contribuer/", card, **JSON).json() == first  # sent twice, written once
        phone.post(f"{table}contribuer/", {**card, "client_id": uuid4(), "text": "Des bus plus tard le soir"})
        two = Contribution.objects.order_by("-pk").first()
        other = {**card, "client_id": uuid4(), "text": "Des bancs à l’ombre"}
        Client().post(f"{self.world.table(2)}contribuer/", other)
        phone.post(f"{table}avis/{first['id']}/", {"avis": "accord"})
        assert phone.post(f"{table}reunir/", {"kept": first["id"], "merged": two.pk}).status_code == 302
        phone.post(f"{table}rapport/", {"text": "Les horaires d’abord.", "minority": "Une voix pour les vélos."})
        assert "Des bancs à l’ombre" in page(self.wall)
        self.post("tours/1/clore/")

    def put_together(self) -> None:
        rows = list(Contribution.objects.filter(merged_into=None).order_by("pk"))
        assert len(rows) == 2
        self.post("synthese/groupes/", {"name": "Bus du soir", "cost": 1, "contribution": [rows[0].pk]})
        self.post("synthese/groupes/", {"name": "Ombre", "cost": 1})
        self.post("synthese/ranger/", {"groupe": 2, "contribution": [rows[1].pk]})
        changed = {"name": "De l’ombre", "summary": "S’asseoir", "minority": "Trop cher", "cost": 2}
        self.post("synthese/groupes/2/", changed)
        assert "Une voix pour les vélos." in page(f"{self.desk}synthese/", self.agent)

    def vote(self) -> None:
        terms = {"title": "Priorités", "rule": "approbation", "seats": 1, "budget": 0, "minimum": 0}
        self.post("votes/preparer/", terms)
        self.post("votes/1/ouvrir/")
        for one in self.guests():
            address = f"{self.public}moi/{one.code}/votes/1/"
            Client().post(address, {"approved": [1] if one.number > 2 else [2]})
        assert "Approbation" in page(f"{self.mine}votes/1/")
        self.post("votes/1/clore/")
        assert [row["is_chosen"] for row in Poll.objects.get().result["rows"]] == [True, False]

    def carry_out(self) -> None:
        now, by = timezone.now(), self.world.agent
        strategy.open_version(title_fr="Une", title_en="One", by=by, now=now)
        open_plan(
            title="Plan",
            mandate_ends_on=now.date() + timedelta(days=2000),
            short_months=12,
            medium_months=36,
            iteration_months=6,
            source="Délibération",
            by=by,
            now=now,
        )
        for kind in ("principe", "action"):
            self.post("suites/1/", {"kind": kind, "title": "Des bus le soir", "text": "", "horizon": "court"})
        self.post("suites/conclure/", {"lessons": "Le soir compte."})

    def publish(self) -> None:
        self.post("etat/clore/")
        marks = {"useful": 5, "heard": 4, "met": 3, "text": "Du temps"}
        assert "utile" in page(f"{self.public}evaluation/", self.phone)
        assert self.phone.post(f"{self.public}evaluation/", marks).url == self.public
        page(f"{self.public}groupes/1/", status=404)
        self.post("etat/publier/")

    def read(self) -> None:
        """From an action of the plan, back to the day, the table and the contributions."""
        reference = Outcome.objects.get(kind="action").reference
        record = page(self.public)
        for words in ("Le soir compte.", "Bus du soir", reference, "j’ai pu dire"):
            assert words in record
        assert f"{self.public}groupes/1/" in page(f"/plan-d-actions/{reference}/")
        cluster = page(f"{self.public}groupes/1/")
        for words in ("Le bus du soir part trop tôt", "table 1", "Des bus plus tard le soir", "novembre 2026"):
            assert words in cluster
        ballots = b"".join(Client().get(f"{self.public}votes/1/bulletins.csv").streaming_content).decode()
        assert [line.strip() for line in ballots.splitlines()].count("elus,1,0") == 3
        assert Client().get(f"{self.public}compte-rendu.pdf").content.startswith(b"%PDF")
        assert Client().get(f"{self.public}compte-rendu.docx").content.startswith(b"PK")
        for name in PAPERS:
            assert self.agent.get(f"{self.desk}impressions/{name}.pdf").content.startswith(b"%PDF")
        for place in PLACES:
            assert "Penser ensemble" in page(f"{self.desk}{place}/", self.agent)
        assert "Bus du soir" in page(f"{self.wall}?vue=resultats")
        assert "De l’ombre" in page(f"{self.wall}?vue=groupes")
        assert "Penser ensemble" in page("/seminaires/")
        given = b"".join(Client().get("/donnees/seminaires/seminaires.csv").streaming_content).decode()
        assert [line.strip().split(",")[-2:] for line in given.splitlines()[1:]] == [["1", "0"], ["0", "0"]]
        run_pending(now=timezone.now())
        assert self.public in page("/recherche/?q=ombre")


def test_a_seminar_from_its_guests_to_the_plan(world: World) -> None:
    walk = Walk(world)
    for step in (
        walk.invite, walk.sit, walk.say, walk.put_together, walk.vote, walk.carry_out, walk.publish, walk.read
    ):  # fmt: skip
        step()
    # The journal names nobody.
    assert [event.kind for event in Event.objects.all() if "Personne" in event.payload] == []
    assert Event.objects.filter(kind="seminar.contributed").count() == 3
