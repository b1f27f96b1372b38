#!/usr/bin/env python3
"""Vérifie un tirage au sort publié, sans rien croire. Checks a published draw by lot, trusting nobody.

    python3 verify_draw.py DOSSIER | FOLDER [--commitment SHA256]

Python 3.8 ou plus récent, rien d'autre, aucun réseau. --commitment : l'empreinte notée avant le tirage.
Python 3.8 or later, nothing else, no network. --commitment: what you noted before the draw.
Code de sortie / exit code: 0 juste / right, 4 faux / wrong, 2 illisible / unreadable.
"""

import argparse
import csv
import hashlib
import hmac
import io
import json
import os
import sys

COMMITTED = ["lottery.csv", "probabilities.csv", "problem.json"]
LINKS = 200


class Wrong(Exception):
    pass


def sha256(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def spelled(content):
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def sealed(content):
    """What a file holds, with its own digest: an hour that is only said cannot slip."""
    return spelled({**content, "sha256": sha256(spelled(content))})


def need(condition, french, english):
    if not condition:
        raise Wrong(french + " / " + english)


def read_folder(path):
    files = {}
    for name in sorted(os.listdir(path)):
        with open(os.path.join(path, name), "rb") as file:
            files[name] = file.read().decode("utf-8")
    return files


def check_files(files, noted):
    """What was committed is what is here."""
    for name in COMMITTED + ["commitment.json"]:
        need(name in files, "il manque " + name, name + " is missing")
    promised = json.loads(files["commitment.json"])
    need(
        files["commitment.json"] == spelled(promised), "commitment.json est mal écrit", "commitment.json is misspelled"
    )
    need(promised["format"] == "belvedere-draw-1", "format inconnu", "unknown format")
    need(sorted(promised["files"]) == COMMITTED, "l'engagement ne nomme pas les trois fichiers", "files are not named")
    for name in COMMITTED:
        need(promised["files"][name] == sha256(files[name]), name + " a changé", name + " was changed")
    chance = promised["randomness"]
    need(chance["not_before"] >= promised["at"], "le hasard promis était déjà connu", "the chance was known already")
    commitment = sha256(files["commitment.json"])
    need(noted in (None, commitment), "l'empreinte n'est pas celle que vous avez notée", "not the commitment you noted")
    for name in files:
        known = name in COMMITTED + ["commitment.json", "result.json"]
        need(known or name.startswith("replacement-"), name + " est de trop", name + " does not belong here")
    return promised, commitment


def check_panels(files, promised, problem):
    """Each panel of the lottery has its size, its quotas, and one person by household."""
    people = {person["id"]: person for person in problem["people"]}
    need(len(people) == len(problem["people"]), "une personne est inscrite deux fois", "someone is there twice")
    panels = []
    for place, row in enumerate(list(csv.reader(io.StringIO(files["lottery.csv"])))[1:]):
        name, ids = "panel " + row[0], row[1].split()
        need(row[0].isdigit() and int(row[0]) == place, name + " n'est pas à sa place", name + " is misplaced")
        need(len(ids) == problem["size"], name + " n'a pas la bonne taille", name + " has the wrong size")
        need(len(set(ids)) == len(ids), name + " compte quelqu'un deux fois", name + " has someone twice")
        need(all(one in people for one in ids), name + " compte un inconnu", name + " has a stranger")
        for quota in problem["quotas"]:
            count = sum(people[one]["values"][quota["category"]] == quota["value"] for one in ids)
            label = "%s, %s = %s: %d" % (name, quota["category"], quota["value"], count)
            need(
                quota["minimum"] <= count <= quota["maximum"], label + ", hors du quota", label + ", outside the quota"
            )
        homes = [people[one]["household"] for one in ids if "household" in people[one]]
        need(len(set(homes)) == len(homes), name + " a deux personnes d'un foyer", name + " has two of one household")
        panels.append(ids)
    need(len(panels) == promised["lottery_size"], "il manque des panels", "panels are missing")
    return panels


def check_shares(files, promised, problem, panels):
    """Each person is in as many panels as her probability says, within the difference announced."""
    announced = {row[0]: float(row[1]) for row in list(csv.reader(io.StringIO(files["probabilities.csv"])))[1:]}
    need(
        set(announced) == {p["id"] for p in problem["people"]}, "les probabilités nomment d'autres gens", "other people"
    )
    counts = dict.fromkeys(announced, 0)
    for ids in panels:
        for one in ids:
            counts[one] += 1
    worst = max(abs(counts[one] / len(panels) - announced[one]) for one in announced)
    said = float(promised["largest_difference"])
    need(abs(worst - said) < 1.1e-6, "l'écart annoncé est faux", "the difference announced is wrong")
    profiles = {}
    for person in problem["people"]:
        if "household" not in person:
            profiles.setdefault(json.dumps(person["values"], sort_keys=True), set()).add(announced[person["id"]])
    need(all(len(found) == 1 for found in profiles.values()), "deux profils égaux, deux chances", "unequal twins")
    return worst


def hkdf8(salt, secret, info):
    key = hmac.new(salt, secret, hashlib.sha256).digest()
    return hmac.new(key, info + b"\x01", hashlib.sha256).digest()[:8]


def number_below(limit, salt, secret, info):
    turn, most = 0, 2**64 // limit * limit
    while True:
        number = int.from_bytes(hkdf8(salt, secret, info + turn.to_bytes(4, "big")), "big")
        if number < most:
            return number % limit
        turn += 1


def drawn_number(kind, values, commitment, size):
    if kind == "dice10" and 10 ** len(values) == size:
        return int("".join(values))
    if kind == "public_draws":
        key = "".join(".".join(str(n) for n in sorted(int(w) for w in v.split())) + "./" for v in values).encode()
        return int.from_bytes(hashlib.md5(b"\0\0" + key + b"\0\0").digest(), "big") % size
    text = "".join(line + "\n" for line in [kind] + values)
    return number_below(size, bytes.fromhex(commitment), text.encode("utf-8"), b"belvedere panel number")


def check_values(wanted, read):
    values, kind = read["values"], read["kind"]
    need(kind == wanted["kind"] and len(values) == wanted["count"], "ce n'est pas le hasard promis", "not as promised")
    need(read["at"] >= wanted["not_before"], "le hasard est antérieur à la promesse", "earlier than promised")
    faces = {"dice10": "0123456789", "dice6": "123456"}.get(kind)
    if faces:
        need(all(len(v) == 1 and v in faces for v in values), "un dé n'a pas cette face", "no such face")
    if kind == "sealed":
        seals = [sha256(value) for value in values]
        need(seals == wanted["seals"], "une valeur scellée n'est pas la bonne", "a sealed value is another")


def check_result(files, promised, commitment, panels):
    """The panel is the one that the chance gives."""
    need("result.json" in files, "il manque result.json", "result.json is missing")
    read = json.loads(files["result.json"])["randomness"]
    check_values(promised["randomness"], read)
    number = drawn_number(read["kind"], read["values"], commitment, len(panels))
    read = {"kind": read["kind"], "values": read["values"], "at": read["at"]}
    expected = sealed({"commitment": commitment, "randomness": read, "panel": number, "ids": panels[number]})
    french = "result.json : le hasard donne le panel %d, ou l'heure a changé" % number
    need(files["result.json"] == expected, french, "chance gives panel %d, or the hour was changed" % number)
    return number, panels[number]


def departure(problem, people, ids, free):
    score = 0
    for quota in problem["quotas"]:
        count = sum(people[one]["values"][quota["category"]] == quota["value"] for one in ids)
        score += max(0, count - quota["maximum"]) + max(0, quota["minimum"] - count - free)
    return score


def successors(problem, people, members, gone):
    """Those who can take a place: they keep every quota, or break the least."""
    homes = {people[one].get("household") for one in members} - {None}
    free = [one for one in people if one not in members | gone and people[one].get("household") not in homes]
    missing = problem["size"] - len(members) - 1
    scores = {one: departure(problem, people, members | {one}, missing) for one in free}
    return sorted(one for one in free if scores[one] == min(scores.values()))


def alternates_of(problem, people, drawn, count, commitment):
    """Departures imagined from the commitment: whoever would come is an alternate, one at most by household."""
    salt, order, found = bytes.fromhex(commitment), sorted(drawn), []
    for turn in range(20 * count):
        info = b"belvedere alternate " + turn.to_bytes(4, "big")
        leaving = order[number_below(len(order), salt, b"leaving", info)]
        possible = successors(problem, people, set(drawn) - {leaving}, {leaving} | set(found))
        if len(found) == count or not possible:
            break
        coming = possible[number_below(len(possible), salt, b"coming", info)]
        home = people[coming].get("household")
        if home is None or home not in {people[one].get("household") for one in found}:
            found.append(coming)
    return found


def check_replacements(files, promised, commitment, problem, drawn):
    """Each replacement is the one that the next link of the chain gives, among the alternates when one can come."""
    people = {person["id"]: person for person in problem["people"]}
    alternates = alternates_of(problem, people, drawn, promised["alternates"], commitment)
    members, gone = set(drawn), set()
    names = sorted(name for name in files if name.startswith("replacement-"))
    for number, name in enumerate(names, 1):
        entry = json.loads(files[name])
        need(name == "replacement-%03d.json" % number, name + " n'est pas à sa place", name + " is misplaced")
        value = entry["opened"]
        for _ in range(number):
            value = sha256(value)
        need(value == promised["succession_anchor"], name + ": maillon faux", name + ": wrong link")
        need(entry["leaving"] in members, name + ": pas un membre", name + ": not a member")
        members.discard(entry["leaving"])
        gone.add(entry["leaving"])
        possible = successors(problem, people, members, gone)
        possible = [one for one in possible if one in alternates] or possible
        need(bool(possible), name + ": personne ne peut venir", name + ": nobody can come")
        info = b"belvedere replacement " + len(gone).to_bytes(4, "big")
        place = number_below(len(possible), bytes.fromhex(commitment), entry["opened"].encode("utf-8"), info)
        expected = dict(
            number=number, leaving=entry["leaving"], coming=possible[place], opened=entry["opened"], at=entry["at"]
        )
        need(files[name] == sealed(expected), name + ": ce n'est pas cette personne", name + ": not that person")
        members.add(possible[place])
    return members, len(names), alternates


def verify(files, noted=None):
    promised, commitment = check_files(files, noted)
    problem = json.loads(files["problem.json"])
    lines = ["Engagement / commitment: " + commitment]
    panels = check_panels(files, promised, problem)
    worst = check_shares(files, promised, problem, panels)
    told = (len(panels), len(problem["people"]), problem["size"], worst)
    lines.append("%d panels, %d personnes / people, taille / size %d, écart / difference %.6f: OK" % told)
    if "result.json" not in files and "replacement-001.json" not in files:
        return lines + ["Pas encore tiré / not drawn yet."]
    if promised["randomness"].get("source"):
        lines.append("À comparer avec / compare with: " + promised["randomness"]["source"])
    number, drawn = check_result(files, promised, commitment, panels)
    lines.append("Panel tiré / panel drawn: %d: OK" % number)
    members, replaced, alternates = check_replacements(files, promised, commitment, problem, drawn)
    lines.append("Suppléants / alternates: " + (" ".join(alternates) or "0"))
    lines.append("Remplacements / replacements: %d: OK" % replaced)
    return lines + ["Membres / members: " + " ".join(sorted(members))]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--commitment")
    arguments = parser.parse_args()
    try:
        files = read_folder(arguments.folder)
    except (OSError, UnicodeDecodeError) as error:
        print("Illisible / unreadable: %s" % error, file=sys.stderr)
        return 2
    try:
        print("\n".join(verify(files, arguments.commitment)))
    except Wrong as wrong:
        print("FAUX / WRONG: %s" % wrong, file=sys.stderr)
        return 4
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, ZeroDivisionError) as error:
        print("FAUX / WRONG: un fichier a changé / a file was changed (%r)" % error, file=sys.stderr)
        return 4
    print("Tout est juste. / All is right.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
