"""A parent that has imported everything once, and serves from a fork whenever it is asked.

Started with the settings of `pana serve` in its environment. `serve` on its input starts a child
and prints its id; `reap` waits for the last child to be gone and prints how it ended.
"""

import gc
import os
import sys
from functools import partial
from pathlib import Path

from bot import __main__
from bot.channels.telegram import channel
from bot.composition import application, serving
from bot.http import server
from bot.knowledge.live import open_knowledge
from bot.settings import read_settings

PREPARED = (channel, server, serving)


def main() -> None:
    """Obey until the input ends."""
    settings = read_settings()
    # Files that have not changed are not read again: the children have them at once.
    open_knowledge(settings.knowledge, settings.var, application.now, settings.ages)
    output = Path(sys.argv[1])
    gc.freeze()
    child = 0
    for line in sys.stdin:
        if line.strip() == "serve":
            child = os.fork()
            if not child:
                _serve(output)
            print(child, flush=True)
        else:
            print(os.waitpid(child, 0)[1], flush=True)


def _serve(output: Path) -> None:
    opened = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for target, source in ((0, nothing), (1, opened), (2, opened)):
        os.dup2(source, target)
    end = partial(os._exit, 1)
    try:
        end = partial(os._exit, __main__.main(["serve"]))
    finally:
        end()


if __name__ == "__main__":
    main()
