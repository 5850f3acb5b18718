"""Write all transcripts anew: run this after texts have changed, and read the difference."""

import asyncio
from pathlib import Path

from bot.domain.language import Language
from tests.journeys.stories import STORIES
from tests.journeys.transcript import HERE, Transcript, kept_at


async def write_all() -> set[Path]:
    """Play every story in every language; return the files that were written."""
    written = set()
    for story in STORIES:
        for language in Language:
            file = kept_at(story, language)
            words = await Transcript(story, language).played()
            file.parent.mkdir(exist_ok=True)
            file.write_text(words, encoding="utf-8")
            written.add(file)
    return written


def main() -> None:
    written = asyncio.run(write_all())
    for file in set(HERE.glob("*/*.txt")) - written:
        file.unlink()
    print(f"{len(written)} transcripts are written.")


main()
