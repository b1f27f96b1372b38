"""The report of a debate in Markdown: what a citizen reads, with the uncertainty of each figure."""

from collections.abc import Iterable, Sequence

from belvedere.engines.opinions.distinctions import Distinctions
from belvedere.engines.opinions.grouping import Clarity, Partition
from belvedere.engines.opinions.mapping import OpinionMap
from belvedere.engines.opinions.naming import SIDE_NAMES, letter, plain
from belvedere.engines.opinions.plot import SURE
from belvedere.engines.opinions.report_words import Writer

MOST_GROUND = 10


def report_markdown(found: OpinionMap, seed: int, writer: Writer) -> str:
    """Return the report."""
    people, statements = found.ballots.shape
    mapped, whole = len(found.mapped), writer.whole
    votes = whole(len(found.ballots.value))
    parts = [
        f"# {writer.say('title')}",
        writer.say("counts", people=whole(people), statements=whole(statements), votes=votes),
        writer.say("mapped", mapped=whole(mapped), unmapped=whole(people - mapped), fewest=whole(found.fewest_votes)),
    ]
    if found.is_uniform.any():
        parts.append(writer.say("uniform", count=whole(int(found.is_uniform.sum()))))
    parts += [*_groups(found, writer), *_ground(found, writer)]
    parts += [f"## {writer.say('reading')}", writer.say("reading_text"), writer.say("seed", seed=str(seed))]
    return "\n\n".join(parts) + "\n"


def _groups(found: OpinionMap, writer: Writer) -> Iterable[str]:
    grouping, partition = found.grouping, found.grouping.partition
    yield f"## {writer.say('groups')}"
    count = writer.whole(partition.count) if partition else ""
    reasons = [writer.say(reason.value) for reason in grouping.reasons]
    yield " ".join([f"**{writer.say(grouping.clarity.value, count=count)}**", *reasons])
    if partition is None or found.distinctions is None or grouping.clarity is Clarity.NONE:
        return
    yield writer.say(
        "stability",
        index=writer.decimal(partition.stability),
        low=writer.decimal(float(partition.likenesses.min())),
        high=writer.decimal(float(partition.likenesses.max())),
        silhouette=writer.decimal(partition.silhouette),
    )
    yield _table(
        [writer.say(code) for code in ("group", "size", "range", "sure")],
        [_size_row(partition, group, writer) for group in range(partition.count)],
    )
    for group in range(partition.count):
        yield f"### {writer.say('representative', name=letter(group))}"
        yield _representative(found, found.distinctions, group, writer)
    yield f"### {writer.say('divisive')}"
    yield _divisive(found, found.distinctions, writer)


def _size_row(partition: Partition, group: int, writer: Writer) -> list[str]:
    low, high = partition.size_ranges[group].tolist()
    sure = int((partition.membership[partition.labels == group] >= SURE).sum())
    size = writer.whole(int(partition.sizes[group]))
    return [letter(group), size, f"{writer.whole(low)}–{writer.whole(high)}", writer.whole(sure)]


def _representative(found: OpinionMap, told: Distinctions, group: int, writer: Writer) -> str:
    pairs = told.representative(group)
    if not pairs:
        return writer.say("no_representative")
    rows = [
        [
            plain(found.ballots.statements[one].text),
            writer.say(SIDE_NAMES[side]),
            _range(told.shares[one, group, side], told.lows[one, group, side], told.highs[one, group, side], writer),
            writer.percent(float(told.others[one, group, side])),
        ]
        for one, side in pairs
    ]
    return _table([writer.say(code) for code in ("statement", "side", "in_group", "elsewhere")], rows)


def _divisive(found: OpinionMap, told: Distinctions, writer: Writer) -> str:
    chosen = told.divisive()
    if not chosen:
        return writer.say("no_divisive")
    header = [
        writer.say("statement"),
        *(f"{letter(group)}: {writer.say('agree')}" for group in range(told.shares.shape[1])),
    ]
    rows = [
        [
            plain(found.ballots.statements[one].text),
            *(
                _range(told.shares[one, group, 0], told.lows[one, group, 0], told.highs[one, group, 0], writer)
                for group in range(told.shares.shape[1])
            ),
        ]
        for one in chosen
    ]
    return _table(header, rows)


def _ground(found: OpinionMap, writer: Writer) -> Iterable[str]:
    yield f"## {writer.say('ground')}"
    yield writer.say("ground_lead")
    ground = found.ground
    pairs = ground.ranked(most=MOST_GROUND)
    if not pairs:
        yield writer.say("no_ground")
        return
    rows = [
        [
            plain(found.ballots.statements[one].text),
            writer.say(SIDE_NAMES[side]),
            writer.whole(int(ground.votes[one])),
            _range(ground.shares[one, side], ground.lows[one, side], ground.highs[one, side], writer),
            writer.percent(float(ground.in_every_group[one, side])),
            writer.percent(float(ground.in_every_half[one, side])),
        ]
        for one, side in pairs
    ]
    codes = ("statement", "side", "votes", "support", "worst_group", "worst_half")
    yield _table([writer.say(code) for code in codes], rows)


def _range(share: float, low: float, high: float, writer: Writer) -> str:
    return f"{writer.percent(float(share))} ({writer.percent(float(low))}–{writer.percent(float(high))})"


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
