"""Learns a model from the phrases; the only place that needs scikit-learn."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from bot.domain.errors import KnowledgeError
from bot.domain.meaning import Phrases
from bot.understanding.features import Features, features_of, letters_of
from bot.understanding.linear import LANE, ROOM, STEPS, Linear, packed
from bot.understanding.model import Model

if TYPE_CHECKING:
    import numpy as np
    from scipy.sparse import csr_matrix
    from sklearn.svm import LinearSVC

# A feature of fewer phrases teaches little about others, and takes memory.
SEEN_AT_LEAST: Final = 7
# How hard a phrase that is hard to place pulls (the inverse of regularisation).
PULL: Final = 1.0
FOLDS: Final = 3
SEED: Final = 20261122
SHARPEST: Final = (0.5, 30.0)
TOO_FEW: Final = "There are too few phrases to learn from: {labels}. Please run `pana check`."


def train(phrases: Phrases, fingerprint: str) -> Model:
    """Return what the phrases of a fingerprint teach; the same ones always teach the same."""
    texts, labels, languages = rows_of(phrases)
    return Model(
        meanings=learned(texts, labels, features_of),
        languages=learned(texts, languages, letters_of),
        fingerprint=fingerprint,
    )


def rows_of(phrases: Phrases) -> tuple[list[str], list[str], list[str]]:
    """Return all phrases with their labels and languages, in one fixed order."""
    rows = [
        (text, label, language.value)
        for language, by_label in sorted(phrases.items())
        for label, texts in sorted(by_label.items())
        for text in texts
    ]
    return [row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows]


@dataclass(frozen=True, slots=True)
class Table:
    """Texts as rows and features as columns; `rarity` is the weight of each column."""

    names: tuple[str, ...]
    rarity: "np.ndarray[Any, Any]"
    rows: "csr_matrix"


def learned(texts: Sequence[str], labels: Sequence[str], features: Features) -> Linear:
    """Return a classifier of these texts, with probabilities that cross-validation bears out.

    Raises KnowledgeError where a label has too few texts for that.
    """
    rare = sorted(label for label, times in Counter(labels).items() if times < FOLDS)
    if rare:
        raise KnowledgeError(TOO_FEW.format(labels=", ".join(rare)))
    table = table_of([features(text) for text in texts])
    known, scores = out_of_fold(table, labels)
    return _packed(_machine(table.rows, labels), table, sharpness_of(scores, known, labels))


def table_of(found: Sequence[frozenset[str]]) -> Table:
    """Return texts by their features, each weighted by its rarity and scaled to the length one.

    The rarity is the inverse document frequency, smoothed as if one text more held everything.
    """
    import numpy as np
    from scipy.sparse import csr_matrix
    from sklearn.preprocessing import normalize

    seen = Counter(feature for features in found for feature in features)
    names = tuple(sorted(name for name, times in seen.items() if times >= SEEN_AT_LEAST))
    times = np.array([seen[name] for name in names])
    rarity = np.log((1 + len(found)) / (1 + times)) + 1
    place_of = {name: place for place, name in enumerate(names)}
    rows = [sorted(place_of[name] for name in features if name in place_of) for features in found]
    ends = np.cumsum([0, *map(len, rows)])
    places = np.fromiter((place for row in rows for place in row), dtype=np.int64)
    matrix = csr_matrix((rarity[places], places, ends), shape=(len(rows), len(names)))
    return Table(names, rarity, normalize(matrix))


def out_of_fold(
    table: Table, labels: Sequence[str]
) -> tuple[tuple[str, ...], "np.ndarray[Any, Any]"]:
    """Return all labels, and the scores of each text by a machine that had not seen it."""
    import numpy as np
    from sklearn.model_selection import StratifiedKFold

    known, right = tuple(sorted(set(labels))), np.array(labels)
    scores = np.zeros((len(labels), len(known)))
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    for learn, ask in folds.split(table.rows, right):
        scores[ask] = _machine(table.rows[learn], right[learn]).decision_function(table.rows[ask])
    return known, scores


def sharpness_of(
    scores: "np.ndarray[Any, Any]", known: Sequence[str], labels: Sequence[str]
) -> float:
    """Return the sharpness with the likeliest probabilities of texts that had not been seen."""
    import numpy as np
    from scipy.optimize import minimize_scalar
    from scipy.special import log_softmax

    right = np.array([known.index(label) for label in labels])

    def loss(sharpness: float) -> float:
        chances = log_softmax(scores * sharpness, axis=1)
        return float(-chances[np.arange(len(right)), right].mean())

    return float(minimize_scalar(loss, bounds=SHARPEST, method="bounded").x)


def _machine(rows: "csr_matrix", labels: "Sequence[str] | np.ndarray[Any, Any]") -> "LinearSVC":
    from sklearn.svm import LinearSVC

    return LinearSVC(C=PULL, random_state=SEED).fit(rows, labels)


def _packed(machine: "LinearSVC", table: Table, sharpness: float) -> Linear:
    """Write what was learned in whole steps, one integer a feature."""
    import numpy as np

    steps = np.vstack([machine.coef_ * table.rarity, table.rarity**2]) * STEPS
    lanes = (steps.T.round().astype(np.int64) + ROOM).astype("<u4").tobytes()
    size = len(lanes) // len(table.names)
    room = packed([ROOM] * (size * 8 // LANE))
    weights = {
        name: int.from_bytes(lanes[place * size : (place + 1) * size], "little") - room
        for place, name in enumerate(table.names)
    }
    bias = tuple(float(each) for each in machine.intercept_)
    return Linear(tuple(str(each) for each in machine.classes_), weights, bias, sharpness)
