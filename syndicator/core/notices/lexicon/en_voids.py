"""English: what takes a grant back in the same sentence, and what leaves it undecided."""

VOIDS = {
    "void.personal": r"\bfor (?:reading|viewing)\b|\b(?:personal|private|own|individual|internal|home)(?:,? (?:and |or )?(?:non-?commercial|private|educational|internal))?,? "
    r"(?:use|uses|purposes?|reference|study|viewing|enjoyment)\b|\btemporar(?:y|ily)\b|\beducational (?:use|purposes) only\b"
    r"|\b(?:in the )?classrooms? (?:use|only)\b|\bfor yourself\b|\bfor your (?:own )?(?:records|reading|pleasure)\b|\binternally\b"
    r"|\b(?:inside|within) (?:your|the|an?) (?:own )?(?:company|organi[sz]ation|firm|school|team|class|group|family)\b",
    "void.offline": r"^(?!.*\b(?:online|web\w*|digital\w*|internet|electronic\w*|sites?|blogs?)\b).*\b(?:in print|on paper|print(?:ed)? (?:outlets?|media|publications?|newspapers?|magazines?|editions?|publishers?|press))\b|\boffline\b|\bnot (?:online|on (?:the web|the internet|(?:web ?)?sites?))\b",
    "void.submission": r"\b(?:you|contributors?|authors?|users?|members?|submitters?|writers?|commenters?)(?: (?:hereby|also|then|automatically|will))?"
    r" (?:grants?|gives?(?! (?:us |the \w+ )?(?:proper |full |due |clear |appropriate )?(?:credit|attribution))|agrees?|assigns?|licen[cs]e)\b|\bby (?:submitting|posting|uploading|contributing|commenting|sending)\b"
    r"|\byour (?:comments?|contributions?|submissions?|uploads?|content)\b|\byour (?:articles?|stor(?:y|ies)|posts?|photos?) (?:may|can|will)\b"
    r"|\b(?:contents?|materials?|texts?|posts?|information|data|works?) (?:that |which )?(?:you|users|members) (?:post|submit|upload|provide|share|send)\b"
    r"|\b(?:user[- ]generated|reader|submitted) (?:comments?|content|contributions?)\b|\bcomments (?:are|is)\b"
    r"|\bgrants? (?:us|the (?:site|publisher|editors?|company))\b|«repub» (?:all |any |some |of ){0,2}your (?:own |old )?(?:«work»)",
    "void.quoted-work": r"\"[^\"]{3,120}\",? (?:by|from)\b|\b(?:adapted|derived|modified|taken) from\b|\b(?:is|are|was|were) (?:used|re-?used|included)"
    r" (?:here )?(?:under|with|by)\b|\bre-?(?:published|posted|printed) here\b|\b(?:this|article|story|post|piece|it) (?:is|was|has been) "
    r"(?:re-?published|re-?posted|re-?printed|reproduced|cross-?posted|shared)\b",
    "void.reported": r"\bsaid\b(?! (?:author|content|material|article))|\b(?:says|according to|announced|announces|told|reportedly|claims|claimed|argued|argues|wrote|writes|whether|similar model"
    r"|would have|could have|lawsuit|court|ruled|proposed|proposal|bill|supposed to|model for)\b",
    "void.ended": r"\b(?:no longer|used to|previously|formerly|in the past|expired|revoked|discontinued|suspended|until (?:recently|now|(?:19|20)\d\d))\b",
    "void.excerpt": r"\b(?:excerpts?|extracts?|snippets?|quotations?|abstracts?|teasers?|short passages?|brief passages?|the beginning)\b"
    r"|\b(?:up to|first|fewer than|less than|more than|most|only|maximum of) (?:the )?(?:first |initial |opening )?(?:\d{1,4}|one|two|three|four|five|few)"
    r"[ -](?:words?|paragraphs?|sentences?|characters?|lines?|percent)\b|\bonly (?:the )?(?:headlines?|summar(?:y|ies)|introduction)\b"
    r"|\bheadlines? (?:and|with) (?:a )?(?:link|summar)|\b(?:may|can) (?:be )?quoted?\b",
    "void.own-copying": r"\bwe (?:republish|repost|reprint|use|copy)\b[^.;]{0,40}\b(?:under|with|from)\b|\ballows? us\b|\bpermits? us\b|\ballowed us\b",
    "void.software": r"\b(?:software|source code|plugin|theme|api)\b",
    "void.excepted": r"\b(?:except(?:ing)?(?: for)?|with the exception of|excluding|other than|apart from)\b[^,.;]{0,60}\b«work»\b"
    r"(?! (?:§|marked|noted|labell?ed|that|which|where|credited|by|from|provided|supplied))",
    "void.authors": r"\b(?:authors?|contributors?|researchers?|writers?|submissions?) (?:may|can|will|who|should|must|retain) \w+|\bif you (?:wish|want|would like) to publish\b(?! (?:this|our))"
    r"|\bthe original (?:article|paper|study|work|publication) (?:may|can|is|was|has)\b|\bopen access option\b",
    "void.past": r"\b(?:was|were) (?:\w+ )?(?:published|released|licen[cs]ed|made available)\b|\bsister (?:site|publication|paper)\b"
    r"|\bthe (?:study|dataset|survey|government|ministry|paper|report|researchers?)(?:'s)?\b",
    "void.future": r"\bmay(?: also)? be (?:\w+ )?(?:licen[cs]ed|available)\b|\b(?:might|could|would|should|will)(?: also)? be (?:\w+ )?(?:licen[cs]ed|available|published|released)\b|\b(?:hope|plan|plans|planning|intend|considering|aim) "
    r"|\bwe will (?:publish|licen[cs]e|release)|\b(?:from next|starting in|as of next|soon)\b",
    "void.part": r"\b(?:includes?|contains?|containing|incorporat\w+)\b[^.;]{0,40}\b(?:texts?|contents?|materials?|passages?|quotes?)\b"
    r"|^\W*(?:learn|see|choose|find out|discover|read (?:the|more|about|how))\b|\bhow to licen[cs]e\b|\byour (?:work|articles?) (?:are|is|under)\b",
    "void.if-licensed": r"^\W*(?:if|should|where|when|provided)\b[^,;]{0,60}(?:§|public domain)",
    "void.law": r"\b(?:the (?:act|statute|law)|statutes?|section \d|legislation|article \d|fair dealing)\b",
    "void.elsewhere": r"\b(?:facebook|instagram|twitter|youtube|google|reddit|tiktok|linkedin|whatsapp) (?:also )?(?:allows?|lets?|permits?|grants?)\b|\bin (?:the|our) (?:comments?|forums?)\b|\bon (?:facebook|instagram|twitter|linkedin|social media|whatsapp|x)\b|\b(?:bids?|proposals?|requests?|robots|discuss\w*|consider\w*|announce\w*)\b",
    "void.doubt": r"\(not\)|\b(?:could|might|would) be (?:free|allowed|permitted)\b|\b(?:myth|imagin\w*|(?:some|many|people|they) believe|believed|supposedly|allegedly|rumou?r\w*|mistaken\w*|so-called|dreams?|unclear|not sure|uncertain|perhaps|possibly|contradict\w+)\b",
}

CONDITIONAL = {
    "conditional.audience": r"\b(?:organi[sz]ations|outlets|publishers|publications|media|those|anyone|sites) (?:whose|who (?:have|has|are|is|pay|hold)|that (?:have|has|are|pay|hold|subscribe))\b"
    r"|\b(?:members?(?! of the (?:public|press|media))|partners?(?! of the public)|subscribers?|licensees?|affiliates?|clients?|customers?|donors?|supporters?|patrons|sponsors)\b"
    r"|\b(?:teachers?|students?|pupils|schools?|classrooms?|teaching|church\w*|parish|librar(?:y|ies)|educators|licensed users|registered users|alumni)\b"
    r"|\b(?:only|solely|exclusively) (?:by|to|for|if|when|with|via|through|on|in|under|as|where)\b(?! (?:a |the )?(?:§|style|non-?commercial|non-?profit|attribution|credit|condition))",
    "conditional.personal": r"\bpersonal (?:web ?)?(?:sites?|blogs?|pages?)\b|\bintranets?\b",
    "conditional.whoever": r"\b(?:malicious|scraper|fake|spam|rogue|pirate|unscrupulous|dishonest)\b|\bsome (?:sites|websites|people|readers|outlets|blogs)\b|\bwithout (?:our|the \w+'s?|any) knowledge\b|\b(?:illegally|unlawfully|wrongly|in error|by mistake)\b|\bexcept (?:for )?ours\b",
    "conditional.case": r"\bcase[- ]by[- ]case\b|\bindividually\b|\bon application\b|\bgranted (?:only |solely )?by (?:the|our|its) (?:\w+ )?(?:editors?|department|office|desk|team|publisher|owners?)\b|\b(?:ask|asking|asked) (?:us|first|for)\b",
    "conditional.some": r"\bsome of (?:our|the|its) (?:«work»)\b|\b(?:certain|selected|some|older|archived|sponsored) (?:«work»)\b|\bmay (?:sometimes|occasionally)\b"
    r"|(?<!purposes )(?<!use )\bonly\W*$|\bpress releases?\b|\btranslated versions\b|\bin (?-i:[A-Z][a-z]+)\W*$"
    r"|\b(?:before|until|prior to|older than|up to) (?:\w+ )?(?:\d{1,2},? )?(?:19|20)\d\d\b|\buntil\b",
    "conditional.price": r"\b(?:fees?|pay(?!-?wall)\w*|paid|purchas\w+|buy\w*|pric(?:e|es|ing)|invoices?|royalt(?:y|ies)|subscri(?:be[sd]?|bing|ption)|for a charge|charges apply|rates apply)\b|[$€£] ?\d",
    "conditional.agreement": r"\b(?:agree(?:d|s|ment|ments)?|contract(?:s|ual)?|sign(?:ed|ing)?|blessing|approv\w+|consent\w*|authori[sz]ation|register\w*"
    r"|go-ahead|clearance|enquir\w+|inquir\w+|arranged?|arrangement|negotiat\w+|licen[cs]e from|(?:have|hold|with) an? (?:\w+ )?licen[cs]e(?! §)|licen[cs]ing desk|copyright agency)\b"
    r"|\b(?:if|when|once|after|unless|provided|until) (?:that )?(?:we|they(?! (?:also )?(?:credit|attribut|acknowledg|name\b|cite|link|mention|include|keep|retain|give (?:us |the \w+ |full |proper )?credit|(?:are|do|be) (?:not |fully |properly |clearly )?(?:credited|attributed|acknowledged|named|cited|linked|changed|altered|edited|change|alter|edit)))|granted|permitted|the (?:author|editor|publisher)s? (?:agree|consent|permit|allow|approve)\w*)\b"
    r"|\b(?:through|via|by contacting|by writing|by e-?mailing|by asking|from) (?:our|the|us|sales)\b(?! (?:§|republish|button|link|website|site|html|use|terms|code))|^\W*then\b",
    "conditional.less": r"\b(?:nothing\b(?! more)|none\b|(?:one|first|opening|single|two|three) paragraphs?|sentences?|per ?cent|fewer than|up to \d)|\d ?%|\bcopies for\b|\bforbid\w*|\b(?:sued?|prosecut\w+|lawyers?|court|damages|infring\w+|invoiced?)\b",
}

# What stands beside a grant and leaves it open, whichever sentence it is in: a threat, a price, or a word that takes it back.
DOUBTS = {
    "doubt.threat": r"\b(?:will|shall|may|can) (?:then )?be (?:sued|prosecuted|fined|billed|invoiced)\b|\b(?:we|I|they)(?:'ll| will| shall| may)? (?:then )?(?:sue|prosecute|invoice)\b|\blegal action\b"
    r"|\b(?:is|are|as) (?:theft|stealing|piracy|an? (?:infringement|offen[cs]e|crime))\b",
    "doubt.taken-back": r"^\W*(?:or )?(?:not|or not)\W*$|\b(?:just|only) (?:kidding|joking)\b|\bon second thoughts?\b|^\W*(?:ignore|disregard)\b|\bexceptions?: (?:all|every)\b"
    r"|\b(?:this|that|it) (?:is|will be)(?: now| then)? (?:forbidden|prohibited|not (?:allowed|permitted))\b"
    r"|\b(?:hereby|have|has|we|is|are)(?: been| now| hereby){0,2} (?:revoked?|withdr(?:aw|ew|awn)|rescind(?:ed)?)\b|\b(?:is|are)(?: now| null and)? (?:void|invalid|not valid)\b"
    r"|\b(?:offer|permission|policy|program(?:me)?|arrangement)s? (?:has |have )?(?:now )?(?:ended|expired|lapsed)\b|\bpermission is (?:never|not|seldom|rarely)\b",
    "doubt.price": r"\b(?:fees?|charges?) (?:of [^.;]{1,20} )?(?:applies|apply|is due|are due|is required|are required)\b|\bonly if you (?:pay|subscribe|buy|register)\b"
    r"|^\W*(?:but )?only (?:for |to )?(?:(?:paying|our) )?(?:subscribers|members|partners|clients|customers)\b",
    "doubt.asking": r"^\W*(?:but |please |just |so ){0,2}(?:first ask|ask (?:us |me )?(?:first|before))\b|\b(?:written|prior|our|express) (?:\w+ )?(?:consent|permission|approval|authori[sz]ation) (?:is )?(?:still )?(?:needed|required|necessary)\b",
    "doubt.crime": r"\bcommits? (?:a |an )?(?:crime|offen[cs]e|infringement|theft)\b",
}
