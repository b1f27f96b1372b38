"""Counts by pabutools and abcvoting, for `benchmarks.ballots`: reads profiles on its input, writes winners and seconds.

Runs on a Python where both are installed; it needs nothing of ours.
"""

import json
import resource
import sys
import time


def by_pabutools(task: dict) -> list:
    """Method of equal shares, cost utilities, without completion, ties to the first of the list."""
    from pabutools.election import ApprovalBallot, ApprovalProfile, Cost_Sat, Instance, Project  # noqa: PLC0415 -- only one of the two is asked
    from pabutools.rules import method_of_equal_shares  # noqa: PLC0415 -- only one of the two is asked
    from pabutools.tiebreaking import lexico_tie_breaking  # noqa: PLC0415 -- only one of the two is asked

    projects = [Project(f"{number:04}", cost) for number, cost in enumerate(task["costs"])]
    instance = Instance(projects, budget_limit=task["budget"])
    ballots = [ApprovalBallot([projects[item] for item in ballot]) for ballot in task["ballots"]]
    profile = ApprovalProfile(ballots, instance=instance)
    found = method_of_equal_shares(instance, profile, sat_class=Cost_Sat, tie_breaking=lexico_tie_breaking)
    return [int(project.name) for project in found]


def by_abcvoting(task: dict, rule: str) -> list:
    """Equal shares or sequential Phragmén, one committee, exact fractions."""
    from abcvoting import abcrules  # noqa: PLC0415 -- only one of the two is asked
    from abcvoting.preferences import Profile  # noqa: PLC0415 -- only one of the two is asked

    profile = Profile(task["items"])
    for ballot in task["ballots"]:
        profile.add_voter(ballot)
    more = {"completion": None} if rule == "equal_shares" else {}
    count = abcrules.compute_equal_shares if rule == "equal_shares" else abcrules.compute_seqphragmen
    found = count(profile, task["seats"], algorithm="standard-fractions", resolute=True, **more)
    return [int(item) for item in found[0]]


def main() -> None:
    """One task a line in, one answer a line out."""
    for line in sys.stdin:
        task = json.loads(line)
        began = time.process_time()
        winners = by_pabutools(task) if task["rule"] == "pabutools" else by_abcvoting(task, task["rule"])
        seconds = time.process_time() - began
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"winners": sorted(winners), "seconds": seconds, "megabytes": memory}), flush=True)


if __name__ == "__main__":
    main()
