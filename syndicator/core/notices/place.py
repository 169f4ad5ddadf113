"""The text being read, and the making of evidence from its parts."""

from dataclasses import dataclass

from syndicator.core.evidence import Channel, Evidence, Level, Quote, Topic


@dataclass(frozen=True, slots=True)
class Place:
    """A text that is being read: its words, its name, and how near to the article it stands."""

    text: str
    where: str
    level: Level

    def evidence(self, topic: Topic, value: str, start: int, end: int, rule: str, detail: str = "", level: Level | None = None) -> Evidence:
        """One statement, quoted verbatim with code point offsets."""
        quote = Quote(self.text[start:end], self.where, start, end)
        return Evidence(topic, value, quote, rule, Channel.NOTICE, level or self.level, detail)
