"""The seminar in the browser on top of a full room: ``python -m benchmarks.seminar_walk [--database postgresql]``.

Eight phones, a desk and a wall in a real browser go from the doors to the public record while 150 people, over HTTP,
change tables at each round, read, agree, write, and hang up before the answer one time in five. At the end each
contribution must be there once: the story fails otherwise.
"""

import argparse
import json
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from benchmarks.seminar import PROCESSES, THREADS, spread
from playwright.sync_api import Browser, expect, sync_playwright
from tests.e2e.browser import CHROMIUM, FLAGS, page_opener
from tests.e2e.people import People, look_away
from tests.e2e.seminar_story import SECONDS, Story
from tests.e2e.site import ROOT, Site, Template, running_site
from tools.postgres import temporary_server


def walk(site: Site, browser: Browser, people: int, within_seconds: float) -> dict[str, object]:
    began = time.monotonic()
    with page_opener(browser, site.url) as open_page:
        story = Story(site, People(open_page), look_away, crowd=people, within_seconds=within_seconds)
        story.tell()
    crowd, said, expected = story.crowd, story.said(), story.expected()
    delays = sorted(1000 * (at - crowd.sent[text]) for text, at in crowd.seen.items())
    return {
        "people": people,
        "by_phones": len(story.written),
        "by_the_crowd": len(crowd.sent),
        "cut_before_the_answer": crowd.cut,
        "lost": (expected - said).total(),
        "doubled": (said - expected).total(),
        "wall_ms": spread(delays),
        "post_ms": spread(sorted(crowd.posts_ms)),
        "read_ms": spread(sorted(crowd.reads_ms)),
        "failures": dict(crowd.failures),
        "seconds": round(time.monotonic() - began),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--people", type=int, default=150)
    parser.add_argument("--seconds", type=float, default=20.0, help="in which everybody writes, in each round")
    parser.add_argument("--times", type=int, default=1)
    options = parser.parse_args()
    expect.set_options(timeout=1000 * SECONDS)
    found = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="belvedere-bench-")))
        url = stack.enter_context(temporary_server(durable=True)) if options.database == "postgresql" else ""
        template = Template(folder / "template", url)
        template.make()
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        settings = {"BELVEDERE_WEB_PROCESSES": str(PROCESSES), "BELVEDERE_WEB_THREADS": str(THREADS)}
        for turn in range(options.times):
            with running_site(template, f"belvedere_walk_{turn}", folder, ["serve", "worker"], settings) as site:
                found.append(walk(site, browser, options.people, options.seconds))
                print(json.dumps({"database": options.database, **found[-1]}), flush=True)
        browser.close()
    out = ROOT / "build" / f"benchmark-seminar-walk-{options.database}.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps(found, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
