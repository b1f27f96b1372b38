"""A receipt proves one entry; any change in it is refused with the reason."""

import json
from datetime import date
from pathlib import Path

import pytest

from belvedere.config.commands.verify_receipt import main
from belvedere.engines.ledger.merkle import inclusion_proof, root_of, sealed
from belvedere.engines.ledger.receipt import Entry, ReceiptError, commitment_of, verify_receipt

DAY = date(2026, 3, 2)
IDENTITY, NONCE = "jeanne@example.org", "5b1f"


def receipt(index: int = 3, size: int = 6) -> dict[str, object]:
    commitments = [commitment_of(f"{number:04x}", "someone else") for number in range(size)]
    commitments[index] = commitment_of(NONCE, IDENTITY)
    hashes = [Entry("S-2026-0001", "support", DAY, commitment).hashed for commitment in commitments]
    return {
        "format": "belvedere-receipt-1",
        "referral": "S-2026-0001",
        "action": "support",
        "day": "2026-03-02",
        "nonce": NONCE,
        "identity": IDENTITY,
        "index": index,
        "size": size,
        "proof": [step.hex() for step in inclusion_proof(hashes, index)],
        "root": sealed(root_of(hashes), size),
    }


def refusal(changed: dict[str, object], root: str | None = None) -> str:
    with pytest.raises(ReceiptError) as refused:
        verify_receipt(changed, published_root=root)
    return str(refused.value)


def test_a_genuine_receipt_proves_its_entry() -> None:
    genuine = receipt()
    assert verify_receipt(genuine, published_root=str(genuine["root"])) == Entry(
        "S-2026-0001", "support", DAY, commitment_of(NONCE, IDENTITY)
    )


@pytest.mark.parametrize(
    "change",
    [
        {"referral": "S-2026-0002"},
        {"action": "withdraw"},
        {"day": "2026-03-03"},
        {"nonce": "5b20"},
        {"identity": "jean@example.org"},
        {"index": 2},
        {"size": 5},
        {"proof": []},
        {"root": "0" * 64},
    ],
)
def test_each_change_is_refused(change: dict[str, object]) -> None:
    assert refusal(receipt() | change) == (
        "The proof does not lead from this support to the root: the receipt was changed."
    )


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"nonce": f"{NONCE}\0"}, "The nonce"),  # HMAC pads a short key with zeros: both would be the same key
        ({"day": "20260302"}, "The day"),
        ({"day": "2026-W10-1"}, "The day"),
        ({"referral": 2026}, "The referral"),
        ({"identity": None}, "The identity"),
        ({"identity": "\ud800"}, "The identity"),
        ({"action": ["support"]}, "The action"),
    ],
)
def test_another_spelling_of_the_same_is_refused(change: dict[str, object], reason: str) -> None:
    assert refusal(receipt() | change).startswith(reason)


def test_a_field_written_twice_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "recu.json"
    path.write_text(json.dumps(receipt()).replace("{", '{"action": "withdraw", ', 1), encoding="utf-8")
    assert main([str(path)]) == 2
    assert (
        capsys.readouterr().err == f"receipt: {path} cannot be read as JSON: it holds action twice: it was changed.\n"
    )


def test_every_changed_byte_is_refused() -> None:
    text = json.dumps(receipt())
    for place, letter in enumerate(text):
        changed = text[:place] + chr(ord(letter) ^ 1) + text[place + 1 :]
        try:
            read = json.loads(changed)
        except ValueError:
            continue
        if read == receipt():
            continue  # only the spelling of the JSON changed
        with pytest.raises(ReceiptError):
            verify_receipt(read)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"format": "x"}, "This is not a receipt: its format is 'x', not 'belvedere-receipt-1'."),
        ({"more": 1}, "The receipt holds more, which no receipt holds: it was changed."),
        ({"day": "soon"}, "The day 'soon' is not a date."),
        ({"index": -1}, "The index -1 is not a whole number."),
        ({"size": True}, "The size True is not a whole number."),
        ({"proof": "ab"}, "The proof is not a list of hashes."),
        ({"proof": ["ab"]}, "In the proof, 'ab' is not a SHA-256 in hexadecimal."),
    ],
)
def test_what_is_malformed_is_said(change: dict[str, object], message: str) -> None:
    assert refusal(receipt() | change) == message


def test_a_root_that_was_not_published_is_refused() -> None:
    assert refusal(receipt(), "1" * 64) == (
        "The root is not the one that was published for that day: keep both and tell everyone."
    )


def run(folder: Path, text: str, *words: str) -> int:
    path = folder / "receipt.json"
    path.write_text(text, encoding="utf-8")
    return main([str(path), *words])


def test_the_command_accepts_and_refuses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    genuine = receipt()
    assert run(tmp_path, json.dumps(genuine), "--root", str(genuine["root"])) == 0
    assert capsys.readouterr().out == (
        f"Genuine: support on S-2026-0001, 2026-03-02, entry 4 of 6, root {genuine['root']}.\n"
    )
    assert run(tmp_path, json.dumps(genuine | {"index": 0})) == 4
    assert capsys.readouterr().err.startswith("receipt: The proof does not lead")


@pytest.mark.parametrize("text", ["", "[]", "{", "\x00", "[" * 100_000])
def test_the_command_refuses_what_is_not_a_receipt(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    assert run(tmp_path, text) == 2
    assert capsys.readouterr().err.startswith("receipt: ")
