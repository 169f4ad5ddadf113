"""English: phrases that sound like a refusal and are none, by the mark that takes their place before anything is read."""

HARMLESS = {
    # said aside
    "~": (
        r"\b(?:unless|except where|except as|if not|when not|where not)(?: it is| they are)?(?: is| are)?"
        r"(?: otherwise| explicitly| specifically| expressly| clearly){0,2} (?:noted|note|stated|specified|indicated|marked|mentioned|labell?ed|agreed)"
        r"(?: otherwise)?",
        r"\bunless we (?:note|say|state) otherwise\b",
        r"\bnot[- ]for[- ]profit\b|\bno contracts?\b",
        r"\b(?:do not|don't|please don't) (?:hesitate|forget|worry|be shy)\b",
        r"\bwithout (?:further |prior ){0,2}notification\b|\bwhether or not\b|\bnot only\b|\bno later than\b",
    ),
    # nothing is to be paid
    "¢": (r"\b(?:without|at no|no|free of) (?:any |additional |further )?(?:charge|costs?|fees?|payment)\b(?: to you)?",),
    # nobody need be asked
    "¤": (
        r"\b(?:you )?(?:do not|don't) (?:need|have) to (?:ask|request|seek|obtain|contact)(?: us| our| for| any| prior| further){0,3}(?: permission)?",
        r"\b(?:do not|don't) need (?:to |our |any |prior |further |special ){0,3}permission\b",
        r"\bno (?:prior |further |special |written ){0,2}(?:permission|authori[sz]ation|consent) (?:is |from us is )?(?:needed|required|necessary)\b",
        r"\bwithout asking(?: us)?(?: first| for (?:our |any )?permission)?\b",
    ),
    # nobody minds
    "°": (r"\b(?:do not|don't) mind\b", r"\b(?:ha(?:ve|s)|there (?:is|are)) no objections?\b"),
}
