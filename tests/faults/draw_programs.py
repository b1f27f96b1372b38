"""What the tests of this folder run in programs of a site's own, to be killed: ``run(name)`` in its territory."""

from datetime import timedelta

from django.utils import timezone
from django_scopes import scope

from belvedere.contexts.panels.actions import draw, launch, pool
from belvedere.contexts.panels.demo.campaign import TITLE
from belvedere.contexts.panels.models import Campaign
from belvedere.contexts.panels.queries.draw import broken_claims_of, draw_of
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.queries import current_territory

FACES = [4, 0, 7]


def _campaign() -> Campaign:
    """The recruitment under way: the demonstration holds that of its standing panel too, and those of steps."""
    return Campaign.objects.select_related("body").get(title=TITLE)


def _officer(kind: RoleKind) -> Role:
    return Role.objects.filter(body=_campaign().body, kind=kind).order_by("pk")[0]


def ask() -> None:
    """Freeze the pool and ask for its lottery."""
    by, now = _officer(RoleKind.AGENT), timezone.now()
    pool.freeze_pool(reference=_campaign().reference, by=by, now=now)
    draw.ask_draw(reference=_campaign().reference, by=by, now=now)


def commit() -> None:
    """Commit the draw, and type the dice a first time at the announced hour."""
    by, now, reference = _officer(RoleKind.AGENT), timezone.now(), _campaign().reference
    hour = now + timedelta(minutes=1)
    draw.commit_draw(reference=reference, plan=draw.Ceremony(hour, "Salle"), by=by, now=now)
    launch.type_dice(reference=reference, faces=FACES, by=by, now=hour)


def launch_again() -> None:
    """Type the dice the second time: the panel is drawn."""
    print("ready", flush=True)
    hour = timezone.now() + timedelta(minutes=5)
    launch.type_dice(reference=_campaign().reference, faces=FACES, by=_officer(RoleKind.FACILITATOR), now=hour)
    print("drawn", flush=True)


def check() -> None:
    """Print how many things do not hold in what is published."""
    found = draw_of(_campaign())
    assert found is not None
    print(len(broken_claims_of(found)))


def run(name: str) -> None:
    """Do one of them."""
    with scope(territory=current_territory()):
        {"ask": ask, "commit": commit, "launch": launch_again, "check": check}[name]()
