"""What people and robots send that no form expects: each gets its status and a page, and nothing is counted twice."""

import re
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote, urlencode

import pytest

from tests.e2e.browser import OpenPage
from tests.e2e.site import Site
from tests.e2e.visitor import FORM, Visitor

LARGE = 10 * 1024 * 1024
CRITERIA = "politique=oui&competence=oui&clarte=oui&legalite=oui&vie_privee=oui&nouveaute=oui"
OPEN = "SELECT reference FROM referrals_referral WHERE collection = 'ouverte' ORDER BY reference"
SCRIPT = "<script>window.ran=true</script><img src=x onerror='window.ran=true'>"


@pytest.fixture
def visitor(site: Site) -> Visitor:
    return Visitor(site)


@pytest.fixture
def open_referral(site: Site) -> str:
    return str(site.query(OPEN)[0][0])


def supports(site: Site, reference: str) -> int:
    """What the ledger says: the counters may follow a second later."""
    statement = (
        "SELECT sum(l.delta) FROM referrals_ledgerentry l JOIN referrals_referral r ON r.id = l.referral_id"
        " WHERE r.reference = %s"
    )
    return int(site.query(statement, reference)[0][0] or 0)


def confirmation_link(site: Site, email: str, reference: str) -> str:
    """Ask to support as somebody, and return the link of the mail."""
    asked = Visitor(site).post(f"/saisines/{reference}/soutenir/", commune="royat", email=email, is_old_enough="on")
    assert asked.status == 302, asked.text
    return site.mails(email)[-1].links[0]


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/saisines/deposer/", {}),
        ("/saisines/deposer/", {"commune": "paris", "policy": "mobilites", "title": "Un titre assez long"}),
        ("/saisines/deposer/", {"commune": "royat", "policy": "mobilites", "title": "x" * 5000}),
        ("/saisines/{reference}/soutenir/", {"commune": "royat", "email": "pas une adresse", "is_old_enough": "on"}),
        ("/saisines/{reference}/soutenir/", {"commune": "royat", "email": "a@exemple.invalid"}),
        ("/compte/connexion/", {"email": "x" * 400}),
    ],
)
def test_malformed_form_comes_again(visitor: Visitor, open_referral: str, path: str, fields: dict[str, str]) -> None:
    answer = visitor.post(path.format(reference=open_referral), **fields)
    assert answer.status in {200, 422}, answer.text
    assert 'aria-invalid="true"' in answer.text or "errorlist" in answer.text or "has-error" in answer.text


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\xff\xfe\x00%", FORM),
        (b"commune=royat&title=%00%00", FORM),
        (b"%ff%fe=%00&commune=%ed%a0%80", FORM),
        (b"--nothing", "multipart/form-data; boundary=other"),
        (b"{", "application/json"),
        (b"&" * 500 + b"=" * 500, FORM),
    ],
)
def test_broken_body_is_refused_calmly(visitor: Visitor, body: bytes, kind: str) -> None:
    answer = visitor.send("POST", "/saisines/deposer/", body, kind)
    assert answer.status in {400, 403}, answer.text
    assert "<h1" in answer.text


@pytest.mark.parametrize("kind", [FORM, "multipart/form-data; boundary=b"])
def test_ten_megabytes_are_refused(site: Site, visitor: Visitor, kind: str) -> None:
    token = visitor.get("/saisines/deposer/").token.encode()
    part = b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
    large = b"x" * LARGE
    body = (
        b"csrfmiddlewaretoken=" + token + b"&title=" + large
        if kind == FORM
        else part % (b"csrfmiddlewaretoken", token) + part % (b"title", large) + b"--b--\r\n"
    )
    answer = visitor.pour("/saisines/deposer/", body, kind)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"<h1" in answer
    assert site.get("/healthz")[0] == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("DELETE", "/saisines/"),
        ("PUT", "/saisines/deposer/"),
        ("PATCH", "/saisines/{reference}/soutenir/"),
        ("POST", "/saisines/{reference}/"),
        ("POST", "/plan-d-actions/"),
        ("POST", "/transparence/"),
        ("POST", "/observatoire/"),
        ("GET", "/espace/recevabilite/{reference}/recevable/"),
        ("PUT", "/espace/"),
    ],
)
def test_wrong_method(visitor: Visitor, open_referral: str, method: str, path: str) -> None:
    visitor.enter_as("Karim")
    token = visitor.get("/saisines/deposer/").token
    assert visitor.send(method, path.format(reference=open_referral), token=token).status == 405


@pytest.mark.parametrize(
    "path",
    [
        "/saisines/S-1999-0001/",
        "/saisines/S-1999-0001/soutenir/",
        "/saisines/S-1999-0001/fiche.pdf",
        "/observatoire/politiques/inconnue/",
        "/observatoire/examens/E-1999-0001/",
        "/panel/avis/A-1999-0001/",
        "/plan-d-actions/P-1999-0001/",
        "/communes/inconnue/",
        "/organismes/inconnu/",
        "/demo/courriels/999999999/",
        "/saisines/%00/",
        f"/saisines/{quote('é' * 50)}/",
    ],
)
def test_unknown_id(visitor: Visitor, path: str) -> None:
    answer = visitor.get(path)
    assert answer.status == 404
    assert "<h1" in answer.text


def test_forged_links_say_that_they_are_not_valid(visitor: Visitor, open_referral: str) -> None:
    for path in ("/saisines/confirmer/forge/", "/saisines/soutien/forge/", "/saisines/soutien/forge/retirer/"):
        assert visitor.get(path).status == 410, path
        assert visitor.post(path).status in {403, 410}, path
    assert visitor.get("/saisines/deposer/forge/texte/").status == 410
    assert visitor.get("/desabonnement/forge/").status == 404
    assert visitor.get(f"/plan-d-actions/{open_referral}/contester/forge/").status in {404, 410}


def test_link_of_one_act_does_not_serve_another(site: Site, open_referral: str) -> None:
    before = supports(site, open_referral)
    link = confirmation_link(site, "autre.usage@exemple.invalid", open_referral)
    altered = re.sub(r"(/soutien/)(.)", lambda found: found[1] + ("A" if found[2] != "A" else "B"), link)
    assert Visitor(site).get(altered).status == 410
    assert supports(site, open_referral) == before


def test_expired_link(site: Site, open_referral: str) -> None:
    email = "trop.tard@exemple.invalid"
    link, before = confirmation_link(site, email, open_referral), supports(site, open_referral)
    site.query(
        "UPDATE referrals_support SET requested_at = '2020-01-01 00:00:00+00:00' WHERE id = "
        "(SELECT support_id FROM referrals_supportcontact WHERE email = %s)",
        email,
    )
    assert Visitor(site).post(link).status == 410
    assert supports(site, open_referral) == before


def test_replayed_link_counts_once(site: Site, open_referral: str) -> None:
    link, before = confirmation_link(site, "rejoue@exemple.invalid", open_referral), supports(site, open_referral)
    visitor = Visitor(site)
    token = visitor.get(link).token  # the page of a support that counts leads to its receipt, without a form
    for _ in range(3):
        assert visitor.send("POST", link, urlencode({"csrfmiddlewaretoken": token}).encode()).status == 302
    assert visitor.get(link).token == ""
    assert supports(site, open_referral) == before + 1


def test_following_a_link_counts_nothing(site: Site, open_referral: str) -> None:
    link, before = confirmation_link(site, "robot@exemple.invalid", open_referral), supports(site, open_referral)
    assert Visitor(site).get(link).status == 200
    assert supports(site, open_referral) == before


def test_confirmations_at_the_same_moment_count_once(site: Site, open_referral: str) -> None:
    link, before = confirmation_link(site, "ensemble@exemple.invalid", open_referral), supports(site, open_referral)
    crowd = [Visitor(site) for _ in range(8)]
    # each has its form before the first sends: the page of a support that counts has none any more
    bodies = [urlencode({"csrfmiddlewaretoken": visitor.get(link).token}).encode() for visitor in crowd]
    with ThreadPoolExecutor(len(crowd)) as pool:
        answers = list(pool.map(lambda visitor, body: visitor.send("POST", link, body), crowd, bodies))
    assert [answer.status for answer in answers] == [302] * 8
    assert supports(site, open_referral) == before + 1


def test_double_click_counts_once(site: Site, open_page: OpenPage, open_referral: str) -> None:
    link, before = confirmation_link(site, "double.clic@exemple.invalid", open_referral), supports(site, open_referral)
    page = open_page()
    page.goto(link)
    page.get_by_role("button", name="Confirmer mon soutien").dblclick()
    page.get_by_text("Votre soutien est compté.").first.wait_for()
    assert supports(site, open_referral) == before + 1


def test_without_the_token_of_the_form_nothing_is_done(site: Site, open_referral: str) -> None:
    link, before = confirmation_link(site, "sans.jeton@exemple.invalid", open_referral), supports(site, open_referral)
    answer = Visitor(site).send("POST", link, b"")
    assert answer.status == 403
    assert "<h1" in answer.text
    assert supports(site, open_referral) == before


def test_asking_twice_says_the_same_thing(site: Site, open_referral: str) -> None:
    email = "deja.signe@exemple.invalid"
    Visitor(site).post(confirmation_link(site, email, open_referral))
    path = f"/saisines/{open_referral}/soutenir/"
    fields = {"commune": "royat", "is_old_enough": "on"}
    known = Visitor(site).post(path, email=email, **fields)
    unknown = Visitor(site).post(path, email="jamais.venue@exemple.invalid", **fields)
    assert (known.status, known.place) == (unknown.status, unknown.place)


def test_scripts_in_texts_never_run(site: Site, open_page: OpenPage) -> None:
    reference = deposit_and_admit(site, f"Un titre {SCRIPT}", f"Une demande assez longue {SCRIPT}")
    page = open_page()
    for path in (
        f"/saisines/{reference}/",
        "/saisines/",
        f"/recherche/?q={quote(SCRIPT)}",
        f"/saisines/?q={quote(SCRIPT)}",
    ):
        page.goto(path)
        assert page.evaluate("window.ran") is None, path
        assert page.locator("main script, main img[src=x]").count() == 0, path


def deposit_and_admit(site: Site, title: str, request: str) -> str:
    """Deposit a referral and declare it admissible; return its reference."""
    author, email = Visitor(site), f"auteur.{abs(hash(title))}@exemple.invalid"
    place = author.post("/saisines/deposer/", commune="royat", policy="culture", title=title).place
    body = re.findall(r'name="body"[^>]*value="(\d+)"', author.get(place).text)
    place = author.post(place, body=body[0] if body else "").place
    place = author.post(place, request=request, reasons=SCRIPT).place
    place = author.post(place, email=email, is_old_enough="on").place
    assert author.post(place).status == 302
    confirmed = author.post(site.mails(email)[-1].links[0])
    reference = confirmed.place.strip("/").rpartition("/")[2]
    karim = Visitor(site)
    karim.enter_as("Karim")
    token = karim.get(f"/espace/recevabilite/{reference}/").token
    admitted = karim.send(
        "POST", f"/espace/recevabilite/{reference}/recevable/", f"csrfmiddlewaretoken={token}&{CRITERIA}".encode()
    )
    assert admitted.status == 302
    return reference
