"""Draws the README's picture from what the demonstration really prints: python -m demo.picture < output > docs/img/demo.svg."""

import io
import re
import sys

from rich.console import Console
from rich.text import Text

_TITLES = ("The night ferry", "Council votes", "The last lamplighters", "Old harbour crane", "Allotments agree", "Footbridge closed")


def main() -> None:
    """Pick a few articles, one of each kind of answer, and the last lines."""
    blocks = sys.stdin.read().split("\n\n")
    picked = [block for title in _TITLES for block in blocks if title in block.partition("\n")[0]]
    picked += [block for block in blocks if "round 1" in block or "live copies proven" in block]
    console = Console(record=True, width=122, file=io.StringIO())
    console.print(Text.from_ansi("$ make demo\n\n" + "\n\n".join(block.strip("\n") for block in picked)))
    svg = console.export_svg(title="make demo")
    # No font is fetched from anywhere: the reader's own monospaced one will do.
    sys.stdout.write(re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL))


if __name__ == "__main__":
    main()
