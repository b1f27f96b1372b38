"""``belvedere verify-receipt``: check a supporter's receipt without the site, its database or the network."""

import argparse
import json
import sys
from pathlib import Path

from belvedere.engines.ledger.receipt import ReceiptError, verify_receipt

BAD_INPUT = 2
NOT_VERIFIED = 4


def main(words: list[str]) -> int:
    """Return 0 when the receipt is genuine, 4 when it is not, 2 when the file cannot be read."""
    parser = argparse.ArgumentParser(prog="belvedere verify-receipt", description=__doc__)
    parser.add_argument("file", type=Path, help="the receipt, a JSON file")
    parser.add_argument("--root", help="the root published for that day, when you have it from elsewhere")
    arguments = parser.parse_args(words)
    try:
        receipt = json.loads(arguments.file.read_text(encoding="utf-8"), object_pairs_hook=_each_field_once)
    except (OSError, ValueError, RecursionError) as error:
        print(f"receipt: {arguments.file} cannot be read as JSON: {error}", file=sys.stderr)
        return BAD_INPUT
    if not isinstance(receipt, dict):
        print(f"receipt: {arguments.file} holds no receipt: a JSON object is expected.", file=sys.stderr)
        return BAD_INPUT
    try:
        entry = verify_receipt(receipt, published_root=arguments.root)
    except ReceiptError as error:
        print(f"{error.code}: {error}", file=sys.stderr)
        return NOT_VERIFIED
    place = f"entry {receipt['index'] + 1} of {receipt['size']}"
    print(f"Genuine: {entry.action} on {entry.referral}, {entry.day.isoformat()}, {place}, root {receipt['root']}.")
    if arguments.root is None:
        print("Compare this root with the one published for that day, or give it with --root.")
    return 0


def _each_field_once(fields: list[tuple[str, object]]) -> dict[str, object]:
    """Return the object; of a field written twice, JSON would keep the last and a reader see the first."""
    found: dict[str, object] = {}
    for name, value in fields:
        if name in found:
            raise ValueError(f"it holds {name} twice: it was changed.")
        found[name] = value
    return found
