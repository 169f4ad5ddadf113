"""English: how permissions, prohibitions and conditions are worded."""

from syndicator.core.notices.lexicon.en_grants import GRANTS
from syndicator.core.notices.lexicon.en_harmless import HARMLESS
from syndicator.core.notices.lexicon.en_sayings import SAYINGS
from syndicator.core.notices.lexicon.en_speech import ASKS, DIRECTIVE, REPORTED, TERMS, TOLD
from syndicator.core.notices.lexicon.en_voids import CONDITIONAL, DOUBTS, VOIDS
from syndicator.core.notices.lexicon.form import Lexicon

_WORDS = {
    # verbs that can only mean taking over a text, and those that need its name beside them to mean it
    "repub": r"re-?publish\w*|re-?publications?|re-?post(?:s|ed|ing)?|cross-?post(?:s|ed|ing)?|re-?print(?:s|ed|ing)?|reproduc\w+"
    r"|re-?distribut\w+|re-?us(?:e|es|ed|ing|age)|syndicat\w+",
    "weak": r"cop(?:y|ied|ying)|distribut\w+|publish(?:ed|ing)?|publication|use[ds]?|using|usage|transmit(?:ted)?|broadcast|rewritten|exploit\w*",
    "act": r"«repub»|«weak»",
    "work": r"articles?|stor(?:y|ies)|contents?|materials?|pieces?|posts?|texts?|works?|reports?|journalism|publications?|originals|stuff",
    "may": r"may|can",
    "adverb": r"(?: (?:also|then|therefore|thus|now|freely|certainly|always|further|all|both|only)){0,2}",
    "who": r"you|anyone|anybody|everyone|everybody|others|outlets|publishers|publications|media|organi[sz]ations|newspapers|magazines|bloggers|blogs|(?:web ?)?sites|readers"
    r"|(?:any|every|each)(?: [\w-]+){0,2}? (?:web ?site|site|blog|outlet|publication|newspaper|magazine|organi[sz]ation)|whoever (?:wishes|wants|likes)(?: to)?",
    "lend": r"use|share|post|publish|run|display|carry|copy|distribute|host|show",
    "lending": r"use|using|sharing|posting|publication|display|copying|hosting",
    "lent": r"used|shared|posted|published|displayed|copied|distributed|hosted|shown",
    "given": r"(?:our|this|these|those|any|all|nearly any|its|my|the text of|any of our|all of our)(?: [\w-]+){0,3}? «work»\b(?!')"
    r"(?:,? (?:in full|in their entirety|in its entirety|in whole|freely|for free|[~¢]+),?)?",
    "place": r"(?:your|their|any|any other|other|another|all|non-?profit|not-for-profit|~+|community|(?:personal|independent|local|non-?commercial) (?:or|and) [\w-]+)"
    r"(?: (?:own|other|web|internet|community|community-run|independent|local|non-?profit|and|or|~+)){0,4} (?:web ?sites?|sites?|blogs?|web ?pages?|websites? and blogs|blogs? and websites)\b",
    "onward": r"(?! (?:as (?!long\b|it\b|they\b)|by|via|through|using|that|which|whose|for|under)\b)",
    "condition": r"(?:provided|providing|as long as|so long as|on condition|on the condition|if (?:it|they|you|the|we|our)|with (?:a |an |the |full |due |proper |appropriate |clear )?(?:credit|attribution|acknowledg|link|source)|free\b|freely|¢)",
    "permission": r"permission|consent|authori[sz]ation|approval|clearance",
    "photo": r"photo\w*|images?|pictures?|illustrations?|graphics?|infographics?|videos?|audio|podcasts?|charts?|maps?|figures?|logos?|cartoons?|icons?|data|datasets?|paintings?|artworks?|portraits?|bottles?|passwords?"
    r"|databases?|cartography|code|documentation|fonts?|music|themes?|templates?|backgrounds?|software|plugins?|sounds?|tracks?|songs?|films?",
}

_DENIALS = {
    "denial.may-not": r"\b(?:(?:may|must|can|could|shall|should|might|will|do|does|did)(?: not\b|n't\b)|cannot\b|never\b|not to be\b)[^;?!—]{0,120}?\b«act»\b(?! (?:credit|button|option|widget|guidelines|policy|line))",
    "denial.no-part": r"\b(?:no (?:part|portion|article|story|content|material|text)|none|nothing|nobody|no one|neither)\b[^;?!—]{0,120}?\b(?:may|can|shall|to|are|is) "
    r"[^;?]{0,60}?\b«act»\b",
    "denial.prohibited": r"\b(?:prohibit\w*|forbid\w*|forbidden|not (?:be )?(?:permitted|allowed|authori[sz]ed)|unauthori[sz]ed|illegal|unlawful|violat\w+)\b[^;?!—]{0,120}?\b«act»\b(?! (?:credit|button|option|widget|guidelines|policy|line))",
    "denial.is-prohibited": r"\b«act»\b[^;?!—]{0,120}?\b(?:prohibited|forbidden|not (?:be )?(?:permitted|allowed|authori[sz]ed)|illegal|unlawful|constitutes?)\b",
    "denial.no-licence": r"\b(?:acquires? no|no (?:licen[cs]e|right|permission)s?(?: \w+){0,3}? (?:is|are) (?:hereby )?(?:granted|given|implied))\b"
    r"|\bdoes not (?:grant|give|constitute)\b[^;?]{0,60}?\b(?:licen[cs]e|rights?|permission)\b|\bpermission is not (?:granted|given)\b"
    r"|\bpermission\b[^.;]{0,40}?\b(?:is|was|has been|are)(?: hereby)? (?:withdrawn|revoked|denied|refused)\b|\b(?:you|they) (?:may|can|must) ?not\W*$"
    r"|\bnot (?:licensed|available|published|released) (?:under|for) (?:a |the |any )?(?:§|«repub»)",
    "denial.only-part": r"\bonly\b[^.;?]{0,30}?\b(?:paragraphs?|words|sentences?|lines|excerpts?|extracts?|snippets?|summar(?:y|ies)|headlines?)\b[^.;?]{0,60}?\b(?:may|can) be (?:\w+ ){0,2}?«act»\b"
    r"|\b(?:may|can) (?:\w+ ){0,2}?«act» (?:only|no more than|not more than)\b[^.;?]{0,30}?\b(?:paragraphs?|words|sentences?|lines|excerpts?|extracts?|snippets?|summar(?:y|ies)|headlines?)\b",
    "denial.do-not": r"\b(?:all|any)(?: \w+){0,3} «repub» (?:rights )?(?:is|are) reserved\b|\bnot for (?:«repub»|publication)\b",
}

_NEEDS = {
    "need.permission": r"\b(?:with|by|upon|after|subject to|requires?|needs?|obtain\w*|request\w*|seek\w*|ask(?:ing)?(?: us)? for|receiv\w+|secur\w+|gain|get|has|(?!(?<=^you )have (?:our |my |full ){0,2}permission (?:to|for)\b)have)"
    r"(?: [\w'-]+){0,5}? «permission»\b",
    "need.permission-required": r"\b«permission»\b[^.;?]{0,80}?\b(?:must|should|has to|have to|is required|is needed|required|necessary)\b",
    "need.without": r"\bwithout [^.;?]{0,50}?\b(?:«permission»|agreement|licen[cs]e|licensing)\b",
    "need.contact": r"\b(?:if|to|for|wish|want|like|interested in|seeking|enquir\w+|inquir\w+)\b[^.;?]{0,80}?\b(?:«repub»|publication)\b[^.;?]{0,90}?"
    r"(?:\b(?:contact|e-?mail|write to|get in touch|reach out|apply|call us)\b)(?! (?:us )?(?:when|once|after|with a link))",
    "need.contact-first": r"\b(?:contact|e-?mail|write to|ask|call|get in touch|reach out|check with|talk to)\b[^.;?]{0,60}?\b(?:before|prior to|first|to (?:request|obtain|arrange|discuss)"
    r"|for permission|if you (?:want|wish|would like) to|(?:about|for|regarding|concerning) (?:«repub»|rights|reprint|specific requests))\b",
    "need.rights": r"\b(?:re-?print|re-?publication|reproduction|syndication) (?:rights|requests?|enquir\w+|inquir\w+|fees?)\b|\brequests? to «repub»",
    "need.request": r"\b(?:required|need|have|asked) to (?:first )?(?:request|apply|register|sign up)\b|\bmust (?:first )?(?:request|ask|apply|register)\b"
    r"|\b(?:up)?on request\b|\bby (?:prior |special )?(?:arrangement|agreement)\b|\b(?:purchase|buy|acquire) (?:a |the )?(?:licen[cs]e|rights)\b",
}

_ALONE = r"^(?!.*\b(?:re-?publish|reproduc|re-?produc|cop(?:y|ied)|re-?print|re-?post|re-?us(?:e|ing)|distribut|broadcast)).*"

_NARROWS = {
    "commercial": r"\bcommercial\w*|\bfor[- ]profits?\b|\bfor profit\b|\bprofit-making\b|\bin print or other forms\b",
    "resale": _ALONE + r"\b(?:sell|sold|resell|resold|sale)\b",
    "paywall": r"\bpay-?walls?\b|\bbehind (?:a )?(?:registration|subscription|login)",
    "volume": r"\bwholesale\b|\bautomat(?:ically|ed)\b|\bbulk\b|\bbots?\b|\bsystematically\b|\bin bulk\b|\bmore than (?:one|two|three|four|five|ten|\d{1,3}) (?:«work»)\b",
    "time": r"\b(?:before|until|within|after|for)\b[^.;?]{0,30}?\b(?:\d{1,4}|one|two|three|seven|thirty|ninety) (?:hours?|days?|weeks?|months?)\b|\bembargo",
    "third": r"\bthird[- ]part(?:y|ies)'? (?:content|contents|materials?|photo\w*|images?|items?|works?|copyright\w*)|\bpartner (?:content|stories|articles)\b",
    "mining": _ALONE + r"\b(?:train\w*|machine[- ]learning|data mining|artificial intelligence|ai)\b",
    "edit": _ALONE + r"\b(?:edits?|changes|alterations|modifications|translations?)\b",
}

# A request is also narrowed by whom it is to be made to: the owners of other people's works, or for other uses.
_NEED_NARROWS = {
    "owners": r"\bcopyright (?:owners?|holders?)\b|\bthe original source\b|\brights?[- ]?holders?\b",
    "other": r"^\W*for (?:any |all )?other (?:uses?|purposes?)\b",
}

_WEAK = {
    "reserved.all-rights": r"\ball rights(?: are)? reserved\b|\b(?:protected|covered) by (?:\w+ ){0,3}?copyright\b",
    "reserved.fair-use": r"\bfair[- ](?:use|dealing)\b|\bnot (?:always )?been specifically authori[sz]ed\b",
    "reserved.mining": r"\b(?:text (?:and|or|&) data|data) (?:mining|aggregation)\b|\btrain(?:ing)? (?:artificial|ai|machine)\b|\bdevelop or train artificial\b"
    r"|\bweb scraping\b",
    "reserved.reposted": r"^\W*(?:(?:this|the) (?:article|story|piece|post|essay|work) (?:was|is|has been) )?re-?(?:printed|posted|published)(?: here)? "
    r"(?:with|by) (?:\w+ ){0,2}?permission\b",
    "reserved.personal": r"\bfor (?:your )?(?:personal|private),? (?:and |or )?(?:non-?commercial )?(?:use|purposes)\b",
}

_DECLARES = {
    "licence.declared": r"\b(?:licen[cs]ed|licensing|publish\w*|available|releas\w+|distribut\w+|offer\w*|shar(?:e|ed|ing)|falls?|covered|used?|re-?publish\w*"
    r"|reproduc\w+|re-?print\w*|reserved|provided|do this|content|works?|stor(?:y|ies)|articles?|abide)\b[^.;?]{0,90}?\b(?:under|by|via|through|with|as|on|using)\b"
    r"[^.;?]{0,70}?§",
    "licence.bare": r"^[^\w§(]{0,6}(?:licen[cs]e[ds]?|texts?|contents?|this (?:article|work|text|site)|terms|©[^§]{0,60})[^\w§]{0,8}(?:is |are )?§+[^\w§]{0,6}$",
}

LEXICON = Lexicon(
    code="en",
    stems=(
        "publi",
        "print",
        "post",
        "produc",
        "distrib",
        "syndic",
        "reus",
        "re-us",
        "licen",
        "§",
        "copy",
        "right",
        "permi",
        "consent",
        "authori",
        "credit",
        "attribut",
        "acknowledg",
        "cite",
        "citing",
        "link",
        "commercial",
        "profit",
        "photo",
        "image",
        "edit",
        "alter",
        "modif",
        "chang",
        "share",
        "steal",
        "domain",
        "fair",
        "mining",
        "train",
        "scrap",
        "byline",
        "author",
        "writer",
        "wall",
        "sell",
        "sold",
        "sale",
        "embargo",
        "days",
        "canonical",
        "noindex",
        "pixel",
        "counter",
        "logo",
        "headline",
        "title",
        "notify",
        "inform",
        "original",
        "first",
        "courtesy",
        "via",
        "provided",
        "source",
        "appear",
        "use",
        "using",
        "contact",
        "wholesale",
        "automat",
        "third",
        "part",
        "don",
        "not",
        "do:",
        "tell",
        "alert",
        "send",
        "cut",
        "adapt",
        "remix",
        "deriv",
        "verbatim",
        "ads",
        "advert",
        "wait",
        "delay",
        "mention",
        "name",
        "keep",
        "retain",
        "include",
        "entire",
        "full",
        "whole",
        "abridg",
        "communit",
        "translat",
        "tag line",
        "note",
        "bulk",
        "bot",
        "only",
        "ask",
        "fee",
        "void",
        "valid",
        "revok",
        "withdr",
        "rescind",
        "ended",
        "expired",
        "lapsed",
        "ignore",
        "disregard",
        "second thought",
        "crime",
        "exception",
        "sue",
        "prosecut",
        "legal",
        "theft",
        "kidding",
        "joking",
        "forbid",
        "prohib",
        "allow",
    ),
    words=_WORDS,
    harmless=HARMLESS,
    grants=GRANTS,
    voids=VOIDS,
    conditional=CONDITIONAL,
    doubts=DOUBTS,
    denials=_DENIALS,
    needs=_NEEDS,
    narrows=_NARROWS,
    need_narrows=_NEED_NARROWS,
    widens=r"\bnon-?commercial\b|\bor otherwise\b|\bany (?:purpose|form|manner|way|means)\b|\bin whole\b|\bpersonal\b",
    credit_suffices=r"\bwithout (?:\w+ ){0,3}?(?:attribution|credit\w*|acknowledg\w+|citing|citation|a link|linking|naming)\b",
    weak=_WEAK,
    declares=_DECLARES,
    negation=r"\b(?:not|(?<!\.)no|never|nor|neither|without|cannot|unless(?! (?:a )?copyright)|nobody|none|hardly|refuse\w*|prohibit\w*|forbid\w*)\b|n't\b"
    r"|\b(?:whether|if|once|until|before|when|where|wherever|unless) (?:you |they |it |we |the |our |an? )?$",
    breaks=r"; |(?-i:(?<=[a-z0-9]) (?=(?:You|We|No|Do|Please|Our|All|Nobody|It|This) ))|, but |, however,? |\bhowever, | – | — |\. ",
    opens_denied=r"\b(?:not|don'ts?|can't|cannot|never|prohibited|forbidden|not (?:permitted|allowed))(?: \w+){0,4} ?:\W*$|^\W*(?:don'ts?|do not|never|prohibited)\W*$",
    images=r"\b«photo»\b",
    works=r"\b(?:«work»|text-based|sites?|websites?|web ?pages?|pages?|information|everything)\b",
    image_credit=r"^\W*(?:[\w'-]+ ){0,3}?(?:«photo»|cover|header|thumbnail|top|banner)(?: credits?| courtesy| source)?\s?(?::|by\b|via\b|©|\(|from\b|is\b|licen)"
    r"|\b(?:flickr|wikimedia|unsplash|pixabay|getty|shutterstock|wikipedia)\b",
    exceptions=r"\W*(?:except(?: for)?|with the exception of|apart from|excluding|other than)\b[^,]{0,80},",
    vague=r"\b(?:reproduc|re-?us|re-?distribut|cop(?:y|ied)|distribut)",
    covers=(
        r"\b«repub»,? (?:of |any |all |the |original ){0,3}(?P<name>(?-i:(?:[A-Z][\w/&.'-]{0,30} ){1,5}))(?:original )?(?:«work»)\b",
        r"\b(?:permission|grants?|available|published|produced|created) [^.;]{0,40}?\b(?:of|for) (?P<name>(?-i:(?:[A-Z][\w/&.'-]{0,30} ){1,5}))(?:original )?(?:«work»)\b",
        r"^\W*(?:most |all |original ){0,2}(?P<name>(?-i:(?:[A-Z][\w/&.'-]{0,30} ){1,5}))(?:original )?(?:«work»)\b[^.;]{0,30}? (?:is|are|may|can) ",
        r"(?P<name>(?-i:\b[A-Z][\w/&.-]{1,30}(?: [A-Z][\w/&.-]{0,30}){0,4})) (?:encourages|welcomes|invites|allows|permits|authori[sz]es)\b",
        r"\b«work» (?:of|from|by) (?:the )?(?P<name>(?-i:[A-Z][\w/&.-]{1,30}(?: [A-Z][\w/&.-]{0,30}){0,4}))",
        r"(?P<name>(?-i:\b[A-Z][\w/&.-]{1,30}(?: [A-Z][\w/&.-]{0,30}){0,4})) (?:hereby |also )?(?:gives?|grants?|permit|allow|encourage|welcome|invite|°+)[^.;?]{0,80}?\b(?:its|their)\b",
    ),
    not_covers=r"^(?:all|our|the|these|those|this|most|any|articles?|creative|commons|unless|public|press|please|reproduc\w*|original|facebook|html|online)\b",
    originals=(
        r"\b(?:originally|first|initially) (?:been )?(?:published|appeared|posted|ran|run|featured|printed|released|written)(?: here)?(?: (?:at|on|in|by|for|with))"
        r" (?P<name>[^\n]{2,80})",
        r"\b(?:the )?original source (?:of|for) this (?:article|story|piece|post|text) (?:is|was):? (?P<name>[^\n]{2,80})",
        r"\b(?:is|was|has been|been)? ?(?:re-?published|re-?posted|re-?printed|cross-?posted|syndicated|reproduced)(?: here)?(?: with(?: kind| the)? permission)?"
        r"(?: of| from| courtesy of) (?P<name>[^\n]{2,80})",
        r"^\W*(?:this (?:article|story|piece) (?:is|was) )?(?:(?:provided|distributed|supplied|produced) by|courtesy of|via|source:|cross-?posted (?:from|at)) (?P<name>[^\n]{2,80})",
        r"\b(?:article|story|piece|post|essay)(?: also)? (?:first |originally )?(?:appeared|appears|is published|was published) (?:first )?(?:on|in|at|by) (?P<name>[^\n]{2,80})",
    ),
    not_originals=r"\bour (?:weekly |daily |own |monthly )?(?:newsletter|sister|print|magazine|site|blog|website|journal)|\b(?:mention|add|include|note|state|stating|saying|wording"
    r"|indicate|credit line|attribution|must|should|please|make sure|if you|republished version)\b|\b(?:photo\w*|image|illustration|picture)\b",
    prescribes=r"\b(?:wording|credit line|credit|attribution|tagline|(?:following|this) (?:text|attribution|sentence|wording|statement|note|line|notice)|note (?:that says|stating|saying)"
    r"|(?:stating|saying|reads?)|the words)\b[^\"\n]{0,60}\"(?P<sentence>[^\"\n]{10,300})\"",
    commercial=r"\bcommercial\w*|\bfor[- ]profit\b",
    terms=TERMS,
    asks=ASKS,
    directive=DIRECTIVE,
    reported=REPORTED,
    told=TOLD,
    sayings=SAYINGS,
)
