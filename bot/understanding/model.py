"""What was learned from the phrases, as one file."""

import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from bot.domain.errors import KnowledgeError
from bot.understanding.features import LETTERS, PARTS
from bot.understanding.linear import LANE, STEPS, Linear

# Raised whenever training would learn something else from the same phrases.
RECIPE: Final = 3
PIECE: Final = 1 << 14
DAMAGED: Final = "{file} is no model of ours: please run `pana understand --train`."


@dataclass(frozen=True, slots=True)
class Model:
    """Two classifiers, of meanings and of languages, and of which phrases they were learned."""

    meanings: Linear
    languages: Linear
    fingerprint: str


def fingerprint_of(contents: Iterable[bytes]) -> str:
    """Return what tells these files of phrases, learned in this way, from all others."""
    recipe = json.dumps([RECIPE, STEPS, [*PARTS], [*LETTERS]]).encode()
    hashed = sha256(recipe)
    for content in contents:
        hashed.update(sha256(content).digest())
    return hashed.hexdigest()


def write(model: Model, file: Path) -> None:
    """Write a model beside its place and move it there, so that no one reads half of it."""
    parts = [_written(part) for part in (model.meanings, model.languages)]
    head = {
        "fingerprint": model.fingerprint,
        "parts": [{**about, "bytes": len(body)} for about, body in parts],
        "sum": zlib.crc32(b"".join(body for _, body in parts)),
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(".new")
    lines = (json.dumps(head).encode(), b"\n", *(body for _, body in parts))
    fresh.write_bytes(b"".join(lines))
    fresh.replace(file)


def read(file: Path) -> Model:
    """Return the model of a file; raises KnowledgeError where it is none."""
    try:
        head, _, rest = file.read_bytes().partition(b"\n")
        about = json.loads(head)
        meanings, languages = _parts(about["parts"], rest)
        return Model(meanings, languages, about["fingerprint"])
    except (OSError, ValueError, KeyError, TypeError, zlib.error) as error:
        raise KnowledgeError(DAMAGED.format(file=file)) from error


def fingerprint_in(file: Path) -> str:
    """Return of which phrases a file was learned; nothing where it is no model, or not whole."""
    try:
        head, _, rest = file.read_bytes().partition(b"\n")
        about = json.loads(head)
        return str(about["fingerprint"]) if about["sum"] == zlib.crc32(rest) else ""
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _written(linear: Linear) -> tuple[dict[str, Any], bytes]:
    size = _size(len(linear.labels))
    rows = (
        weight.to_bytes(size, "little", signed=True) for _, weight in sorted(linear.weights.items())
    )
    names = zlib.compress("\n".join(sorted(linear.weights)).encode())
    about = {
        "labels": linear.labels,
        "bias": linear.bias,
        "sharpness": linear.sharpness,
        "names": len(names),
    }
    return about, names + zlib.compress(b"".join(rows))


def _parts(abouts: list[dict[str, Any]], rest: bytes) -> Iterator[Linear]:
    left = memoryview(rest)
    for about in abouts:
        yield _linear(about, left[: about["bytes"]])
        left = left[about["bytes"] :]


def _linear(about: dict[str, Any], body: memoryview) -> Linear:
    names = zlib.decompress(body[: about["names"]]).decode().split("\n")
    rows = _rows(body[about["names"] :], _size(len(about["labels"])))
    weights = dict(zip(names, rows, strict=True))
    return Linear(tuple(about["labels"]), weights, tuple(about["bias"]), about["sharpness"])


def _rows(body: memoryview, size: int) -> Iterator[int]:
    """Unpack the weights bit by bit: all at once they would take as much again as they do later."""
    unpacking, row = zlib.decompressobj(), b""
    for start in range(0, len(body), PIECE):
        row += unpacking.decompress(body[start : start + PIECE])
        whole = len(row) - len(row) % size
        for place in range(0, whole, size):
            yield int.from_bytes(row[place : place + size], "little", signed=True)
        row = row[whole:]
    if row or not unpacking.eof:
        raise ValueError("the weights do not end where they should")


def _size(labels: int) -> int:
    # One more number for the length of a text, one more byte for the sign of the whole.
    return (labels + 1) * LANE // 8 + 1
