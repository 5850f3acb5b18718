"""Costly looks at files, taken once for as long as the files stay the same."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Final, Generic, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

# Drafts of several editors are looked at beside the files themselves.
KEPT: Final = 16


class Remembered(Generic[P, T]):
    """A function whose results are kept while it is given the very same objects.

    A file that has not changed is read into the same object, so that a change of one file costs
    the looks at that file alone. Safe between threads: at worst something is computed twice.
    """

    def __init__(self, compute: Callable[P, T], kept: int = KEPT) -> None:
        """Remember at most so many results, the latest used."""
        self._compute = compute
        self._kept = kept
        # What was given is held beside the result, so that no id is used again meanwhile.
        self._results: OrderedDict[tuple[int, ...], tuple[tuple[object, ...], T]] = OrderedDict()
        self._lock = Lock()

    def __call__(self, *given: P.args, **named: P.kwargs) -> T:
        """Return the result for these objects."""
        asked = (*given, *named.values())
        key = tuple(map(id, asked))
        with self._lock:
            found = self._results.get(key)
            if found is not None:
                self._results.move_to_end(key)
                return found[1]
        result = self._compute(*given, **named)
        with self._lock:
            self._results[key] = (asked, result)
            while len(self._results) > self._kept:
                self._results.popitem(last=False)
        return result
