"""Extracts the interface's texts into locales/bot.pot and merges them into the catalogs.

`--check` only compares. What is written depends on nothing but program and translations: there are
no dates, no names of translators, no line numbers. A difference shows what changed, nothing else.
"""

import argparse
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT: Final = Path(__file__).parents[1]
LANGUAGES: Final = ("kk", "ru", "en")
SOURCE_LANGUAGE: Final = "en"
VERSION: Final = "0.1.0"
HEADER: Final = "# Pana: the interface in {language}.\n# Licence: AGPL-3.0-or-later."
TEMPLATE_HEADER: Final = "# Pana: the interface, to be translated.\n# Licence: AGPL-3.0-or-later."
UNSTABLE: Final = ("POT-Creation-Date", "PO-Revision-Date", "Generated-By", "Report-Msgid-Bugs-To")
# Who translates for people in danger need not be known to whoever reads the program.
UNSAID: Final = ("Last-Translator", "Language-Team")
TEMPLATE: Final = ROOT / "locales" / "bot.pot"
KEYWORDS: Final = {"_": None, "_n": (1, 2)}


def extracted() -> Catalog:
    """Return a catalog of everything marked in the program."""
    template = Catalog(
        project="Pana",
        version=VERSION,
        header_comment=TEMPLATE_HEADER,
        charset="utf-8",
        fuzzy=False,
    )
    found = extract_from_dir(
        ROOT / "bot",
        method_map=[("**.py", "python"), ("console/templates/**.html", "jinja2")],
        # A template that cannot be read must not lose its texts in silence.
        options_map={"console/templates/**.html": {"silent": "false", "trim_blocks": "true"}},
        keywords=KEYWORDS,
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    )
    for file, line, source, comments, context in found:
        place = [(f"bot/{file}", line)]
        template.add(source, None, place, auto_comments=comments, context=context)
    return template


def merged(language: str, template: Catalog) -> bytes:
    """Return the catalog of a language with the texts of today, obsolete ones dropped."""
    path = path_of(language)
    catalog = Catalog(locale=language, fuzzy=False)
    if path.is_file():
        with path.open("rb") as file:
            catalog = read_po(file, locale=language)
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.project, catalog.version, catalog.fuzzy = "Pana", VERSION, False
    catalog.header_comment = HEADER.format(language=language)
    if language == SOURCE_LANGUAGE:
        for message in catalog:
            if message.id:
                message.string = message.id
    return as_bytes(catalog)


def as_bytes(catalog: Catalog) -> bytes:
    """Return a catalog as a file, without the lines that change by themselves."""
    written = BytesIO()
    write_po(written, catalog, width=100, include_lineno=False)
    left_out = tuple(f'"{name}'.encode() for name in UNSTABLE + UNSAID)
    lines = written.getvalue().split(b"\n")
    return b"\n".join(line for line in lines if not line.startswith(left_out))


def files() -> Iterator[tuple[Path, bytes]]:
    """Return every file of today: the template, and the catalogs made from it."""
    template = extracted()
    yield TEMPLATE, as_bytes(template)
    for language in LANGUAGES:
        yield path_of(language), merged(language, template)


def path_of(language: str) -> Path:
    """Return where a catalog lies."""
    return ROOT / "locales" / language / "LC_MESSAGES" / "bot.po"


def main() -> int:
    """Merge, or tell which catalogs are not of today."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    only_check = parser.parse_args().check
    outdated = []
    for path, new in files():
        if path.is_file() and path.read_bytes() == new:
            continue
        outdated.append(str(path.relative_to(ROOT)))
        if not only_check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(new)
    if only_check and outdated:
        print(f"Not of today: {', '.join(outdated)}. Please run `make texts`.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
