"""When so many copies of one publisher are to go at once that a fault is likelier than a wish: then a person is asked first."""

FEW = 5  # copies; as many may always go at once
ABOUT_THE_SOURCE = ("the source withdrew it", "the terms no longer allow it")  # how reasons begin that rest on a machine's word


def is_storm(going: int, live: int, percent: int) -> bool:
    """Whether withdrawals at one time are too many: more than a few, and more than this share of the publisher's live copies."""
    return going > FEW and going * 100 > live * percent


def by_a_machine(why: str) -> bool:
    """Whether a withdrawal rests on what a source's server said; a person's word and the end of a time are never held up."""
    return why.startswith(ABOUT_THE_SOURCE)
