"""The pool on its pages: entered by an officer, households, small numbers, what the pages ask of the database."""

from datetime import datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from belvedere.contexts.panels.models import Candidate, Target
from tests.contexts.panels.recruitment import REFERENCE, Recruitment, entered
from tests.contexts.panels.test_views import as_, page

DESK = "/espace/panels/recrutements/"
ONE = f"{DESK}{REFERENCE}/"
PUBLIC = f"/panel/recrutements/{REFERENCE}/"

DAYS = {
    "starts_on": "2027-02-01",
    "ends_on": "2027-06-30",
    "responses_until": "2026-12-20",
    "addresses_kept_until": "2027-01-31",
    "candidates_kept_until": "2027-06-30",
}
ABOUT = {"title": "Panel sur l’eau", "purpose": "L’eau l’été", "size": "4", "minimum_age_years": "16", **DAYS}


def test_an_officer_enters_corrects_and_erases(recruitment: Recruitment, today: datetime) -> None:
    recruitment.open_to_all()
    agent = as_(recruitment.by)
    wrong = agent.post(
        f"{ONE}bassin/saisir/", entered(recruitment, channel="papier", code="ZZZZZZZZZZ", street="1 rue A")
    )
    assert wrong.status_code == 422
    assert "1 rue A" in wrong.content.decode()
    said = entered(recruitment, channel="papier", street="1 rue A", postal_code="63110", city="Beaumont")
    assert agent.post(f"{ONE}bassin/saisir/", said).url == f"{ONE}bassin/"
    place = f"{ONE}candidats/{Candidate.objects.get().pseudonym}/"
    assert "Ada Martin" in page(place, client=agent)
    exported = agent.get(f"{place}?format=json").json()
    assert (exported["nom"], exported["adresse"], exported["reponses"]) == (
        "Martin",
        "1 rue A 63110 Beaumont",
        {"Sexe": "Une femme"},
    )
    assert agent.post(f"{place}corriger/", {**said, "last_name": ""}).status_code == 422
    assert agent.post(f"{place}corriger/", {**said, "last_name": "Durand"}).url == place
    assert "Ada Durand" in page(place, client=agent)
    assert agent.post(f"{place}inconnu/").status_code == 404
    assert agent.post(f"{place}ecarter/").url == f"{ONE}bassin/"
    assert agent.post(f"{place}reprendre/").url == f"{ONE}bassin/"
    assert agent.post(f"{place}effacer/").url == f"{ONE}bassin/"
    assert Candidate.objects.count() == 0
    page(place, status=404, client=agent)


def test_people_of_one_address_are_proposed(recruitment: Recruitment, today: datetime) -> None:
    recruitment.open_to_all()
    agent = as_(recruitment.by)
    for name in ("Ada", "Bob"):
        said = entered(recruitment, channel="papier", street="12 rue des Lilas", city="Beaumont", first_name=name)
        agent.post(f"{ONE}bassin/saisir/", said)
    shown = page(f"{ONE}bassin/foyers/", client=agent)
    assert "À décider" in shown
    names = list(Candidate.objects.values_list("pseudonym", flat=True))
    assert agent.post(f"{ONE}bassin/foyers/", {"personne": names, "ensemble": "1"}).url == f"{ONE}bassin/foyers/"
    assert "Même foyer" in page(f"{ONE}bassin/foyers/", client=agent)
    agent.post(f"{ONE}bassin/foyers/", {"personne": names, "separes": "1"})
    assert "Foyers différents" in page(f"{ONE}bassin/foyers/", client=agent)
    agent.post(f"{ONE}bassin/foyers/", {"personne": names[:1], "ensemble": "1"})
    assert "Foyers différents" in page(f"{ONE}bassin/foyers/", client=agent)


def test_small_numbers_are_not_published(recruitment: Recruitment, today: datetime) -> None:
    recruitment.with_pool()
    shown = page(PUBLIC)
    assert "inconnu" in shown
    contacts = [*(f"Nom{number}" for number in range(8)), *Candidate.objects.values_list("pseudonym", flat=True)]
    assert [word for word in contacts if word in shown] == []
    assert page(f"{PUBLIC}?format=csv").splitlines()[1] == "Commune,Beaumont,11000,0,3"


def test_a_pool_that_can_be_drawn_and_one_that_cannot(recruitment: Recruitment) -> None:
    recruitment.with_pool()
    agent = as_(recruitment.by)
    assert "Un panel peut être tiré" in page(f"{ONE}bassin/faisabilite/", client=agent)
    for row in Candidate.objects.filter(answers__target__value="Un homme"):
        agent.post(f"{ONE}candidats/{row.pseudonym}/ecarter/")
    man = Target.objects.get(value="Un homme")
    Target.objects.filter(pk=man.pk).update(minimum=2, flexible_minimum=0)
    shown = page(f"{ONE}bassin/faisabilite/", client=agent)
    assert "Aucun panel ne peut être tiré" in shown
    assert "au moins 2" in shown
    assert f'name="min-{man.pk}" value="0"' in shown
    assert "1 minimum n’est pas atteint" in page(f"{ONE}bassin/geler/", client=agent)
    place = f"{ONE}bassin/faisabilite/"
    for nothing in ({}, {f"min-{man.pk}": "x"}, {"min-0": "1"}):
        assert agent.post(f"{ONE}bassin/assouplir/", nothing).url == place
    assert agent.post(f"{ONE}bassin/assouplir/", {f"min-{man.pk}": "0", f"max-{man.pk}": "4"}).url == place
    assert "Un panel peut être tiré" in page(place, client=agent)


def test_the_home_page_and_the_inbox_tell(recruitment: Recruitment, today: datetime) -> None:
    recruitment.open_to_all()
    assert PUBLIC in page("/")
    assert PUBLIC in page("/observatoire/examens/E-2026-0001/")
    assert ONE in page("/espace/", client=as_(recruitment.by))
    assert ONE not in page("/espace/", client=as_(recruitment.world.elected))
    agent = as_(recruitment.by)
    assert agent.post(f"{ONE}abandonner/").url == DESK
    assert ONE not in page("/espace/", client=agent)
    assert "Ce recrutement est abandonné" in page(PUBLIC)
    assert PUBLIC in page("/panel/")


@pytest.mark.parametrize("count", [4, 12])
def test_the_pool_asks_the_same_whatever_its_size(
    recruitment: Recruitment, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    recruitment.with_pool(count)
    agent = as_(recruitment.by)
    agent.get(f"{ONE}bassin/")
    with django_assert_num_queries(16):
        assert agent.get(f"{ONE}bassin/").status_code == 200
