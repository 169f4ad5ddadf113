"""Which languages there are letters in."""

from pathlib import Path

from syndicator.shipped import shipped


def letter_languages(operators: Path | None, kind: str = "request") -> frozenset[str]:
    """The languages (BCP 47, lower case) with a template `letters/KIND.CODE.txt`, shipped or the operator's own."""
    folders = [folder / "letters" for folder in (operators, shipped("templates")) if folder is not None]
    names = (file.name for folder in folders for file in folder.glob(f"{kind}.*.txt"))
    return frozenset(name.removeprefix(f"{kind}.").removesuffix(".txt").lower() for name in names)
