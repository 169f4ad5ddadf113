"""The words of ODRL 2.2 (W3C REC 2018-02-15) and of RightsML: actions and what includes what, profiles, every old spelling."""

import re
from collections.abc import Mapping

ODRL = "http://www.w3.org/ns/odrl/2/"
CC = "http://creativecommons.org/ns#"
TDM = "http://www.w3.org/ns/tdmrep"
CONTEXT = "http://www.w3.org/ns/odrl.jsonld"
# Words of republishing that neither core nor common vocabulary have: duties, limits and kinds of changes by the names of
# evidence.DUTIES, LIMITS, CHANGES and RESERVATIONS. Nobody is expected to fetch it; a reader that does not know it must stop.
PROFILE = "urn:syndicator:odrl-profile:1"
OURS = f"{PROFILE}#"

_PROFILES = frozenset(
    {PROFILE, f"{ODRL}core", TDM, "https://iptc.org/std/RightsML/odrl-profile", "http://iptc.org/std/RightsML/2011-10-07"}
)
_PREFIXES = {
    "odrl": ODRL, "cc": CC, "tdm": f"{TDM}/", "rightsml": "https://iptc.org/std/RightsML/odrl-profile/", "syndicator": OURS,
    "dc": "http://purl.org/dc/elements/1.1/", "dct": "http://purl.org/dc/terms/", "dcterms": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "xsd": "http://www.w3.org/2001/XMLSchema#",
}  # fmt: skip
# Every namespace an ODRL word is seen with; one-letter leftovers of old versions included.
_ODRL_SPACES = (ODRL, "https://www.w3.org/ns/odrl/2/", "http://www.w3.org/ns/odrl/20/", "http://iptc.org/std/RightsML/2011-10-07/",
                "https://iptc.org/std/RightsML/odrl-profile/", "http://w3.org/ns/odrl/2/")  # fmt: skip
_CC_SPACES = (CC, "https://creativecommons.org/ns#", "http://web.resource.org/cc/")
# Deprecated names (ODRL Vocabulary §4) and the misprint of the Recommendation itself.
_RENAMED = {
    "copy": "reproduce", "commercialize": "cc:CommercialUse", "attachPolicy": "cc:Notice", "attachSource": "cc:SourceCode",
    "shareAlike": "cc:ShareAlike", "share": "cc:Sharing", "preview": "display", "export": "transform", "append": "modify",
    "appendTo": "modify", "write": "modify", "writeTo": "modify", "excerpt": "extract", "extractChar": "extract",
    "extractPage": "extract", "extractWord": "extract",
    "pay": "compensate", "cc:CommericalUse": "cc:CommercialUse",
    "cc:Distribution": "distribute", "cc:Reproduction": "reproduce", "cc:DerivativeWorks": "derive", "cc:Attribution": "attribute",
    "CommercialUse": "cc:CommercialUse", "CommericalUse": "cc:CommercialUse", "Attribution": "attribute", "Notice": "cc:Notice",
}  # fmt: skip
# child → parent, beyond `use`, which includes everything but `transfer` and what that includes.
_INCLUDED = {
    "extract": "reproduce", "display": "play", "sell": "transfer", "give": "transfer", "translate": "derive", "summarize": "derive",
    "cc:Sharing": "distribute", "publish": "distribute", "modify": "derive",
}  # fmt: skip


def known_profile(iri: str) -> bool:
    """Whether a policy of this profile can be read; of an unknown one processing MUST stop (Information Model §2.1)."""
    return re.sub(r"^https?://www\.w3\.org/ns/odrl/2/$", f"{ODRL}core", iri.strip()).rstrip("/#") in _PROFILES


def term(name: str, context: Mapping[str, str]) -> str:
    """A word of ODRL as a short name: `distribute`, `cc:Notice`, `tdm:mine`, `syndicator:…`; a full IRI where it is unknown."""
    iri = context.get(name.strip(), name.strip())
    prefix, colon, local = iri.partition(":")
    if colon and not local.startswith("//"):
        space = context.get(prefix) or _PREFIXES.get(prefix)
        iri = f"{space}{local}" if space else iri
    for spaces, short in ((_ODRL_SPACES, ""), (_CC_SPACES, "cc:"), ((OURS,), "syndicator:"), ((f"{TDM}/", f"{TDM}#"), "tdm:")):
        space = next((s for s in spaces if iri.startswith(s)), "")
        if space:
            plain = f"{short}{iri.removeprefix(space)}"
            return _RENAMED.get(plain, plain)
    return _RENAMED.get(iri, iri)


def covers(parent: str, child: str) -> bool:
    """Whether a rule on one action is a rule on the other: it is the same, or includes it (`includedIn` is transitive)."""
    at = child
    while at and at != parent:
        at = _INCLUDED.get(at, "")
    return bool(at) or (parent == "use" and bool(child) and not covers("transfer", child))
