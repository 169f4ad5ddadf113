"""The three questions every licence and every notice answers: repost it, use it commercially, change it."""

from enum import StrEnum


class Republish(StrEnum):
    """Whether the full text may be reposted on a non-commercial community site by anybody who meets the conditions."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Commercial(StrEnum):
    """Whether a commercial site may."""

    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"
    ASK = "ask"
    SILENT = "silent"


class Derivatives(StrEnum):
    """What may be changed."""

    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"
    STYLE_ONLY = "style-only"
    SHARE_ALIKE = "share-alike"
    ASK = "ask"
    SILENT = "silent"
