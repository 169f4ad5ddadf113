"""What stands before a document's first element: skipped in one linear pass, so that the rest can be told and read."""

from syndicator.errors import Rejected

_BLANKS = "\ufeff \t\r\n\0"
_SKIPPED = (("<?", "?>"), ("<!--", "-->"))


def unwrapped(text: str) -> tuple[str, str]:
    """(name in the document type, text from the first element on).

    Declarations, instructions, comments and an external document type fall away: nothing is ever fetched for them. Raises
    Rejected for a document type with an internal subset, the place where entities are declared (XML 1.0 §2.8).
    """
    place, doctype = 0, ""
    while True:
        place = _after_blanks(text, place)
        end = next((_after(text, close, place) for start, close in _SKIPPED if text.startswith(start, place)), -1)
        if end < 0 and text[place : place + 9].upper() == "<!DOCTYPE":
            end = _after(text, ">", place)
            declared = text[place:end]
            if "[" in declared:
                raise Rejected("the document declares entities or a document type of its own", "feeds never need one; nothing was read")
            doctype = declared[9:].strip(" \t\r\n>").partition(" ")[0].lower()
        if end < 0:
            return doctype, text[place:]
        place = end


def _after_blanks(text: str, place: int) -> int:
    while place < len(text) and text[place] in _BLANKS:
        place += 1
    return place


def _after(text: str, close: str, place: int) -> int:
    found = text.find(close, place)
    return len(text) if found < 0 else found + len(close)
