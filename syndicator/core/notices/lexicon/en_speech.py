"""English: how a notice is told from the story it stands under: its own words, its voice, and the voice of others."""

# Words that hardly stand anywhere but in a notice.
TERMS = (
    r"\b(?:re-?publish\w*|re-?publications?|re-?post(?:s|ed|ing)?|cross-?post\w*|re-?print\w*)\b|§|©|\blicen[cs](?:e[sd]?|ing)\b|\bcopyright\w*"
    r"|\b(?:non-?|for )?commercial(?:ly)? (?:use[sd]?|using|purposes?|re-?us\w+|basis|reproduction|(?:internet |web ?)?(?:sites?|websites?))\b|\bcanonical\b|\bnoindex\b|\battribution\b|\bbylines?\b"
    r"|\bcredit (?:line|us|the (?:author|source|writer|publisher|photographer)s?)\b|\bhyper-?link\w*|\blink(?:s|ed|ing)? (?:back )?to (?:us|our|the original|this)\b|\bderivative works?\b"
)
# How a notice speaks to those who read it.
ASKS = (
    r"^\W*(?:please|do|don'?ts?|never|always|no|not|non-?commercial|make sure|be sure|ensure|remember|credit|link|cite|name|keep|include|add|use|give|attribute|mention|run|wait|notify|inform|tell|send"
    r"|retain|preserve|acknowledge|state|indicate|edit|exclude|tell|all we ask|(?:the )?only|photo\w*|images?|pictures?|illustrations?|graphics)\b|\b(?:you|your|please)\b|\bwe (?:\w+ ){0,2}(?:ask|require|request|insist)\b|\ball we ask\b"
)
# How it lays something down, whoever is meant.
DIRECTIVE = (
    ASKS
    + r"|\b(?:must|may|should|shall|cannot|can|need to|have to|has to|required|permitted|allowed|prohibited|forbidden|provided|as long as|so long as|on condition|without|free to|welcome|contact|e-?mail)\b"
)
REPORTED = r"\b(?:said|says|told|tells|asked|warned|warns|according to|announced|argued|argues|claimed|claims|wrote|writes|added|insisted|reported|explained)\b"
# A story tells what somebody may not use or publish: a subject stands before the prohibition (“farmers may not use …”) or it is past. A
# notice's own “it may not be used” and “any use is prohibited” have none, and copying and distributing always are a notice's.
TOLD = (
    r"^(?!.*\b(?:cop(?:y|ied)|distribut|reproduc|re-?us|transmit|broadcast|rewritten))(?!.*\b(?:any (?:purpose|form|manner|way|means)|written|prior)\b)(?:.*\b(?:was|were|had|did)\b"
    r"|(?!\W*(?:it|they|this|these|all|any\w*|no\w*|none|neither|un\w+|may|must|not|with\w*|for|to|use|publication|permission|consent|users?|readers?|third part(?:y|ies)|others|members)\b))"
)
