"""One spelling for one value: canonical JSON."""

import json
from typing import TypeAlias

Scalar: TypeAlias = str | int | bool | None
Value: TypeAlias = "Scalar | list[Value] | dict[str, Value]"


class NotCanonical(ValueError):
    """The value has no canonical spelling; ``path`` says where."""

    code = "not_canonical"

    def __init__(self, path: str, kind: str) -> None:
        self.path = path
        self.kind = kind
        super().__init__(f"{path or 'the value'} is a {kind}: only text, whole numbers, booleans, lists and objects")


def _check(value: object, path: str) -> None:
    if value is None or isinstance(value, str | int):
        return
    if isinstance(value, list):
        for index, item in enumerate(value):
            _check(item, f"{path}[{index}]")
        return
    if isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise NotCanonical(path, f"object with a {type(key).__name__} key")
            _check(item, f"{path}.{key}")
        return
    raise NotCanonical(path, type(value).__name__)


def canonical_json(value: "Value") -> str:
    """Spell a value in the only way that this ledger accepts.

    Keys are sorted by code point, no white space, UTF-8 characters kept as they are, no floats (their
    spelling depends on the machine).

    Parameters
    ----------
    value : str, int, bool, None, list or dict
        Dictionaries have text keys.

    Returns
    -------
    str
        The spelling; encode it in UTF-8 to hash it.

    Raises
    ------
    NotCanonical
        If some part is of another type.

    Notes
    -----
    Linear in the size of the value. A subset of RFC 8785 (JSON Canonicalization Scheme) without floats.

    Examples
    --------
    >>> canonical_json({"b": 1, "a": ["é", True]})
    '{"a":["é",true],"b":1}'
    """
    _check(value, "")
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
