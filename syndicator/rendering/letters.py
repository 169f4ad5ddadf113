"""Which languages there are letters in."""

from pathlib import Path

from syndicator.shipped import shipped


def letter_languages(operators: Path | None) -> frozenset[str]:
    """The languages (BCP 47, lower case) with a template `letters/request.CODE.txt`, shipped or the operator's own."""
    folders = [folder / "letters" for folder in (operators, shipped("templates")) if folder is not None]
    names = (file.name for folder in folders for file in folder.glob("request.*.txt"))
    return frozenset(name.removeprefix("request.").removesuffix(".txt").lower() for name in names)
