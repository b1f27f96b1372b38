#!/usr/bin/env python3
"""Recalcule les statuts d'un indicateur publié, sans rien croire. Computes published statuses again, trusting nobody.

    python3 recompute_status.py FICHIER.json | FILE.json …

Python 3.8 ou plus récent, rien d'autre, aucun réseau. Python 3.8 or later, nothing else, no network.
Code de sortie / exit code: 0 juste / right, 4 faux / wrong, 2 illisible / unreadable.
"""

import argparse
import calendar
import hashlib
import json
import sys
from fractions import Fraction

RESULTS = ["status", "reason", "base", "latest", "margin", "change", "expected", "distance"]
RESULTS += ["unbounded_progress", "bounded_progress", "reliability"]


class Wrong(Exception):
    pass


def years(day):
    """A date as years, by months: the ends of two years are exactly one apart."""
    year, month, number = (int(part) for part in day.split("-"))
    return year + (month - 1 + Fraction(number, calendar.monthrange(year, month)[1])) / 12


def fraction(text):
    return None if text is None else Fraction(text)


def find_base(seen, target):
    """(day, value) of the base, or the reason why there is none."""
    if not seen:
        return "no_observation"
    if seen[-1]["is_secret"]:
        return "secret"
    if target["base_on"] and target["base_value"] is not None:
        return target["base_on"], Fraction(target["base_value"])
    values = [(one["on"], Fraction(one["value"])) for one in seen if one["value"] is not None]
    if not target["base_on"]:
        last_break = max([one["on"] for one in seen if one["flag"] == "B"] or [seen[0]["on"]])
        since = [value for value in values if value[0] >= last_break]
        if len(since) == 1 and len(values) > 1:
            return "series_break"
        return since[0] if since else "no_observation"
    if any(one["is_secret"] for one in seen if one["on"] == target["base_on"]):
        return "secret"
    found = [value for value in values if value[0] == target["base_on"]]
    return found[0] if found else "no_base"


def find_pair(seen, target, polarity):
    """The base and the latest value, or the reason why they cannot be compared."""
    if target is None:
        return "no_target"
    if polarity == 0:
        return "no_polarity"
    base = find_base(seen, target)
    if isinstance(base, str):
        return base
    if target["on"] <= base[0] or any(step["on"] <= base[0] for step in target["milestones"]):
        return "horizon_before_base"
    after = [(one["on"], Fraction(one["value"])) for one in seen if one["on"] > base[0] and one["value"] is not None]
    if not after:
        return "too_few_observations"
    if any(one["flag"] == "B" and base[0] < one["on"] <= after[-1][0] for one in seen):
        return "series_break"
    return base, after[-1]


def expected_on(day, base, target):
    steps = [(step["on"], Fraction(step["value"])) for step in target["milestones"]]
    points = [base] + steps + [(target["on"], Fraction(target["value"]))]
    for (start, low), (end, high) in zip(points, points[1:]):
        if day <= end:
            return low + (years(day) - years(start)) / (years(end) - years(start)) * (high - low)
    return points[-1][1]


def status_of(value, day, base, seen, target, polarity, margin, file):
    """The questions of the rule, in its order."""
    goal = Fraction(target["value"])

    def is_reached(number):
        return polarity * (number - goal) >= 0

    between = [Fraction(one["value"]) for one in seen if base[0] < one["on"] < day and one["value"] is not None]
    if is_reached(value) and not is_reached(base[1]):
        return "reached"
    if is_reached(base[1]) or any(is_reached(number) for number in between):
        return "lost" if polarity * (goal - value) > margin else "to_maintain"
    if file["as_of"] > target["on"] or day >= target["on"]:
        return "overdue"
    change = polarity * (value - base[1])
    if change < -margin:
        return "receding"
    if change <= margin:
        return "stable"
    expected = polarity * (expected_on(day, base, target) - base[1])
    if change >= Fraction(file["rule"]["on_track"]) * expected:
        return "on_track"
    return "late" if change >= Fraction(file["rule"]["late"]) * expected else "very_late"


def recompute(series, file):
    """Every published result of a series, numbers as fractions."""
    seen = sorted(series["observations"], key=lambda one: one["on"])
    seen = [one for one in seen if one["on"] <= file["as_of"] and one["flag"] != "F"]
    target, polarity = series["target"], file["polarity"]
    pair = find_pair(seen, target, polarity)
    if isinstance(pair, str):
        return {"status": "not_assessable", "reason": pair, "reliability": []}
    base, (day, value) = pair
    both = [one for one in seen if one["on"] in (base[0], day)]
    margin = max([Fraction(file["rounding"])] + [Fraction(one["margin"] or 0) for one in both])
    status, below, above = (
        status_of(value + gap, day, base, seen, target, polarity, margin, file) for gap in (0, -margin, margin)
    )
    goal = Fraction(target["value"])
    way = polarity * (goal - base[1])
    progress = polarity * (value - base[1]) / way if way > 0 else None
    doubts = [
        ("provisional", any(one["flag"] == "P" for one in both)),
        ("estimated", any(one["flag"] == "E" for one in both)),
        ("small_numbers", any(one["count"] is not None and one["count"] < file["smallest_count"] for one in both)),
        ("latest_missing", seen[-1]["on"] > day),
        ("not_measured_at_horizon", status == "overdue" and day < target["on"]),
        ("within_margin", below != status or above != status),
    ]
    return {
        "status": status,
        "reason": None,
        "base": base,
        "latest": (day, value),
        "margin": margin,
        "change": polarity * (value - base[1]),
        "distance": polarity * (goal - value),
        "expected": expected_on(day, base, target),
        "unbounded_progress": progress,
        "bounded_progress": None if progress is None else min(max(progress, Fraction(0)), Fraction(1)),
        "reliability": [name for name, holds in doubts if holds],
    }


def agrees(name, published, found):
    """Published numbers are exact, but the three that the format rounds to four decimals."""
    if name in ("base", "latest"):
        return (found is None and published is None) or (published["on"], Fraction(published["value"])) == found
    if isinstance(found, Fraction):
        rounded = name in ("expected", "unbounded_progress", "bounded_progress")
        return published is not None and abs(Fraction(published) - found) <= (Fraction(1, 20000) if rounded else 0)
    return published == found


def verify(text):
    """Check the file of an indicator; return one line by series."""
    file = json.loads(text)
    if file.get("format") != "belvedere-indicator-1":
        raise Wrong("format inconnu / unknown format")
    rest = {key: value for key, value in file.items() if key != "sha256"}
    spelled = json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if hashlib.sha256(spelled.encode("utf-8")).hexdigest() != file["sha256"]:
        raise Wrong("l'empreinte ne correspond pas / the digest does not match")
    lines = ["%s, %s, %s" % (file["about"].get("id", "?"), file["rule"]["version"], file["as_of"])]
    for series in file["series"]:
        found, published = recompute(series, file), series["assessment"]
        where = " ".join([series["territory"]] + ["%s=%s" % pair for pair in sorted(series["dimensions"].items())])
        for name in RESULTS:
            if not agrees(name, published[name], found.get(name)):
                told = (where, name, published[name], found.get(name))
                raise Wrong("%s: %s publié / published %s, recalculé / computed %s" % told)
        lines.append("%s: %s%s" % (where, found["status"], " (%s)" % found["reason"] if found["reason"] else ""))
    return lines


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+")
    code = 0
    for path in parser.parse_args(arguments).files:
        try:
            with open(path, encoding="utf-8") as file:
                text = file.read()
        except (OSError, UnicodeDecodeError) as error:
            print("Illisible / unreadable: %s" % error, file=sys.stderr)
            return 2
        try:
            print("\n".join(verify(text)))
        except Wrong as wrong:
            print("%s: FAUX / WRONG: %s" % (path, wrong), file=sys.stderr)
            code = 4
        except (KeyError, IndexError, TypeError, ValueError, AttributeError, ZeroDivisionError) as error:
            print("%s: FAUX / WRONG: fichier abîmé / damaged file (%r)" % (path, error), file=sys.stderr)
            code = 4
    if code == 0:
        print("Tout est juste. / All is right.")
    return code


if __name__ == "__main__":
    sys.exit(main())
