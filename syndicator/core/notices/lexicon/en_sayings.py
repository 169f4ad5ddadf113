"""English: what is asked of those who repost, and how far they may go (duties, limits, commercial use, changes, audience)."""

from syndicator.core.evidence import Topic
from syndicator.core.notices.lexicon.form import Saying

_SOFT = (
    r"\b(?:appreciate\w*|nice if|would be nice|when(?:ever)? possible|where possible|if possible|preferably|optional|not required|need not"
    r"|no need|don't have to|we'd love|we would love)\b|\bwelcome to (?:also )?(?:link|credit|cite|mention|include|add|use our logo|name|tag|tell|notify)"
    r"|\b(?:links?|credit|attribution|mention|note)(?: [\w-]+){0,5}? (?:is|are) (?:always |also )?welcome\b"
)
_ASKED = r"(?:must|should|please|ask|require\w*|need|have to|has to|provided|providing|as long|so long|on condition|condition\w*|make sure|ensure|be sure|if|with|don't forget|by|and|you|also)"
_AUTHOR = r"(?:authors?|authors?\(s\)|writers?|journalists?|reporters?|photographers?|bylines?|illustrators?|creators?|producers?|artists?)"
_LINK = r"(?:hyper-?)?(?:link(?:s|ed|ing)?|backlinks?)"

_CREDIT = tuple(
    Saying(Topic.DUTY, "source_credit", pattern, unless)
    for pattern, unless in (
        (r"\b(?:credit(?:ed|ing)?|attribut(?:e|ed|ing)|acknowledg(?:e|ed|ing|ement)|cit(?:e|ed|ing)|mention(?:ed|ing)?|accreditation)\b[^.;?]{0,60}?"
         r"(?:(?-i:[A-Z\"'][\w.]{2,})|\b(?:source|us|publisher|publication|outlet|organi[sz]ation|site)\b)",
         _SOFT + r"|\blicen[cs]e[sd]? (?:that )?requires?\b|\bideally\b|\bauthorship\b|\bcitation of\b"),
        (r"\b(?:source|publisher|(?-i:[A-Z]\w{2,}))\b[^.;?]{0,40}?\b(?:is|are|be|being) (?:\w+ ){0,3}?(?:credited|acknowledged|cited|attributed|mentioned|named)\b", _SOFT),
        (r"\b(?:proper|appropriate|clear|full|prominent|site|source|due)(?: and (?:prominent|clear|appropriate|proper))? (?:attribution|credit|accreditation|acknowledge?ment|citation)\b",
         _SOFT + r"|\bauthor and\b(?! site)"),
        (r"\bauthor and site attribution\b|\buse the credit line\b|\bgive (?:appropriate |us |proper )?credit\b", ""),
        (r"\b(?:note|sentence|line|wording|statement)\b[^.;?]{0,50}?\b(?:originally|first) (?:published|appeared|produced)\b|\bmention that\b[^.;?]{0,60}?\bpublished\b"
         r"|\bproduced by (?-i:[A-Z])", _SOFT),
        (r"\bwith (?:a |an |full |due |proper |appropriate |clear ){0,2}(?:credit|attribution|acknowledge?ment|accreditation)\b(?! to (?:the )?(?:authors?|writers?|journalists?)\b)", _SOFT),
        (r"\b(?:provided|as long as|so long as|if|on condition|must|should|please)\b[^.;?]{0,40}?\b(?:it|they|articles?|stor(?:y|ies)|texts?|posts?|pieces?|content|material) (?:is|are|be) (?:\w+ )?(?:credited|attributed|acknowledged)\b"
         r"|\bsource\b[^.;?]{0,20}? (?:is|be|being) (?:\w+ ){0,2}?(?:stated|indicated|given|shown)\b", _SOFT),
        (r"\battribution (?:to|of source)\b|\bwithout (?:\w+ ){0,3}?(?:attribution|credit(?:ing)?|citing|acknowledg\w+|naming the source)\b", _SOFT),
    )
)  # fmt: skip

_LINKS = (
    Saying(Topic.DUTY, "source_link", rf"\b{_ASKED}\b[^;?]{{0,160}}?\b{_LINK}\b|\b{_LINK} (?:back )?to\b|\bis linked to\b", _SOFT + r"|\bvia (?:the|this) link\b|\binclude all of the links in\b(?![^;]*link to)"),
    Saying(Topic.DUTY, "hyperlink_original", rf"\b{_LINK}\b(?: back)?(?: to| in| of)? (?:the |this |our |that |its )?(?:\w+ ){{0,2}}?(?:original\w*|articles?|stor(?:y|ies)|piece|this page|post|source article)\b"
           rf"|\b{_LINK}\b[^.;?]{{0,40}}?\bto the original\b", _SOFT + r"|\bor (?:the )?(?:story|article|outlet)|\bour homepage or\b|links in the"),
    Saying(Topic.DUTY, "link_site_or_original", rf"\b{_LINK}\b[^.;?]{{0,40}}?\b(?:outlet|site|homepage|home page|website) or (?:the )?(?:story|article|original)\b", _SOFT),
    Saying(Topic.DUTY, "link_to_site", rf"\b{_LINK}\b[^.;?]{{0,60}}?\b(?:our (?:web ?)?(?:site|page)|our homepage|home ?page|the (?:web ?)?site|to us\b|www\.|(?-i:[A-Z]\w+ [A-Z]\w+) and\b)"
           rf"|\b{_LINK}(?: back)? to (?:[a-z]+\.)?[a-z0-9-]+\.(?:org|com|net|info|eu)\b|\blinked to at the top\b|\bdirect link must be added\b", _SOFT + r"|\bour (?:web ?)?site\b(?<=article on our website)|\bor (?:the )?(?:story|article)"),
)  # fmt: skip

_DUTIES = (
    Saying(Topic.DUTY, "byline", rf"\b(?:credit\w*|attribut\w+|acknowledg\w+|nam(?:e|es|ing)|cit(?:e|ed|ing)|includ\w+|retain\w*|recogni[sz]ed|indicat\w+|keep\w*|preserv\w+|list)\b[^.;?]{{0,60}}?\b{_AUTHOR}\b"
           rf"|\b{_AUTHOR}\b[^.;?]{{0,60}}?\b(?:must be|should be|is|are|be) (?:\w+ )?(?:credited|named|acknowledged|cited|recogni[sz]ed|attributed|included)\b|\bauthor and site attribution\b|\bin the byline\b"
           rf"|\bwith\b[^.;?]{{0,20}}?\b{_AUTHOR}'?s?'? (?:names?|credits?)\b|\bcredit to (?:the )?{_AUTHOR}\b"
           r"|\bcredit [^.;?]{0,40}? byline\b", _SOFT + r"|\bmust ask the author\b"),
    Saying(Topic.DUTY, "author_institution", r"\b(?:author|writer)s?\b[^.;?]{0,30}?\b(?:institut\w+|affiliation|university)\b"),
    Saying(Topic.DUTY, "copyright_notice", r"\bcopyright(?: notices?| lines?| information)?\b[^.;?]{0,50}?\b(?:acknowledged|retained|included|intact|preserved|displayed|reproduced|appear|kept|stated|shown)\b"
           r"|\b(?:include|retain|keep|acknowledge|reproduce|carry|display|preserve)\b[^.;?]{0,50}?\bcopyright (?:notices?|lines?|statements?|information)\b",
           r"\b(?:permission|cop(?:y|ied)) [^.;?]{0,40}?copyright is indicated\b"),
    Saying(Topic.DUTY, "licence_notice", r"\b(?:mention|state|include|indicate|name|link to|retain|reference|note)\b[^.;?]{0,30}?\b(?:the|this|our) (?:§|licen[cs]e)\b", r"\bunder th"),
    Saying(Topic.DUTY, "credit_at_top", r"\bat the (?:top|beginning|start|head)\b|\b(?:first|opening|second) (?:or second )?paragraph\b|\b(?:above|before) the (?:article|text|body)\b|\bbelow the (?:headline|title)\b",
           r"\b(?:button|you will see|welcome to|bottom)\b|\bpartners?\b|\bonly the\b"),
    Saying(Topic.DUTY, "tagline", r"\b(?:editor's note|tag ?line|add (?:the )?(?:following )?(?:attribution|note|line|sentence|text|a note)|add(?:ing)? a note|a note that|following (?:attribution|sentence|statement|line|text|note))\b",
           r"\bfollowing (?:address|guidelines)\b"),
    Saying(Topic.DUTY, "keep_links", r"\b(?:include|keep|retain|preserve|maintain|leave)\b[^.;?]{0,20}?\b(?:all|any|the)\b[^.;?]{0,20}?\blinks\b(?! to)", r"\bremove\b"),
    Saying(Topic.DUTY, "notify_publisher", r"\b(?:notify|inform|tell|alert) (?:us|the (?:editors?|publisher|author)|[\w.+-]{1,64}@)|\bsend (?:us |an |samples|a copy|the link|a link)[^.;?]{0,20}(?:e-?mail|samples|link|copy|message|note)?\b[^.;?]{0,60}?"
           r"(?:republished|repost|link to|samples|@|published)|\bsend samples\b|\bdrop us a (?:line|note)\b", _SOFT + r"|\bif you (?:see|find|notice)\b"),
    Saying(Topic.DUTY, "canonical", r"\bcanonical\b"),
    Saying(Topic.DUTY, "noindex", r"\bno-?index\b"),
    Saying(Topic.DUTY, "pixel", r"\b(?:tracking|counting|counter|page[- ]?view|republication)[ -](?:pixel|code|script|tag|counter|image|tracker)\b|\bpixel\b|\bpage counter\b"),
    Saying(Topic.DUTY, "logo", r"\b(?:include|display|use|show|carry|add)\b[^.;?]{0,30}?\b(?:our|the) logo\b", r"\bnot\b|n't\b"),
    Saying(Topic.DUTY, "title", r"\b(?:keep|retain|use|preserve)\b[^.;?]{0,20}?\b(?:original |same )(?:headline|title)\b|\b(?:headline|title) must (?:not be changed|stay|remain)\b"),
    Saying(Topic.DUTY, "change_note", r"\b(?:indicate|state|note|mark|mention|say|disclose)\b[^.;?]{0,40}?\b(?:changes|modifications|modified|edited|changed)\b|\b(?:changes|modifications)\b[^.;?]{0,30}?\b(?:indicated|marked|noted)\b"),
)  # fmt: skip

_NOT = r"(?:not\b|n't\b|cannot\b|never\b|no\b|none\b|nor\b|prohibit\w*|forbid\w*|exclud\w*|except\w*|without\b|avoid\b)"
_LIMITS = (
    Saying(Topic.LIMIT, "images", rf"\b(?:photo\w*|images?|pictures?|illustrations?|graphics|visuals)\b[^.;?]{{0,70}}?\b{_NOT}|{_NOT}[^.;?]{{0,40}}?\b(?:photo\w*|images?|pictures?|illustrations?)\b"
           r"|\bphotography rights\b|\btext-based content\b|\bsome (?:documents and )?photo\w*\b[^.]{0,80}permission|\bunless [^.;?]{0,60}photo caption\b",
           r"\b(?:attribut\w+|don't make|edit\w*|copy nearly)\b|\bphotos? and graphics from\b"),
    Saying(Topic.LIMIT, "automated_reposting", rf"{_NOT}[^.;?]{{0,80}}?\b(?:automat\w+|bots?\b|scrap(?:e|ing|ed)|rss (?:import|feed)|systematic\w*)|\b(?:automat\w+|bots?|scraping|bulk)\b[^.;?]{{0,40}}?\b(?:not (?:allowed|permitted)|prohibited|forbidden)\b|\bselect(?:ed)? (?:stories )?(?:to be republished )?individually\b"),
    Saying(Topic.LIMIT, "wholesale", rf"{_NOT}[^.;?]{{0,80}}?\b(?:wholesale|in bulk|systematic\w*|all of our (?:content|stories|articles))\b"),
    Saying(Topic.LIMIT, "resale", rf"{_NOT}[^.;?]{{0,60}}?\b(?:sell|sold|resell|resale|resold)\b(?!(?: specifically)? against)|\bsale of\b[^.;?]{{0,60}}?\b{_NOT}", r"\bads?\b"),
    Saying(Topic.LIMIT, "third_party_items", r"\bthird[- ]part(?:y|ies)\b[^.;?]{0,60}?\b(?:content|material|photo\w*|image|work|cop|own|licen|exclu)|\b(?:only|not) [^.;?]{0,60}?\bour original(?:ly produced)?\b"
           r"|\b(?:copyright owners?|copyright holders?)\b|\bif a copyright is indicated\b|\bunless a copyright is indicated\b|\bmade by the\b[^.]{0,80}§|\bdo(?:es)? not own\b|\boriginal source\b[^.]{0,40}permission"
           r"|\bpermission\b[^.;?]{0,80}?\boriginal source\b", r"\bwe do not own the copyright\b"),
    Saying(Topic.LIMIT, "per_article_opt_in", r"\bre-?publish(?:ing)?[\"']?(?: this (?:story|article))?[\"']? (?:button|widget|option|icon|link|logo)\b|\b(?:button|widget)\b[^.;?]{0,40}?\bre-?publish|\bmany of our articles\b"
           r"|\bpieces? that we've licensed\b|\bonly (?:articles|stories|pieces|texts) (?:with|that|which|marked)\b|\b(?:articles|stories|pieces|posts|texts) (?:marked|labell?ed|bearing|carrying|in (?:the|our) archive)\b|\bavailable (?:stories|articles)\b[^.;?]{0,60}?\bbutton\b", r"\bhtml button\b"),
    Saying(Topic.LIMIT, "must_run_whole", r"\bin (?:its|their) entirety\b|\b(?:in full|unabridged|in whole)\b(?! or)|\b(?:complete|entire|full) (?:article|text|story|piece)s? (?:must|should|only)\b|\bnot (?:be )?(?:shortened|abridged|cut)\b",
           r"\b(?:may not|do not|n't|prohibited|cannot|must not)\b|\bcharge\b"),
    Saying(Topic.LIMIT, "paywall", rf"{_NOT}[^.;?]{{0,80}}?\b(?:pay-?walls?|behind a (?:registration|login|subscription))"),
    Saying(Topic.LIMIT, "time_window_days", r"\b(?:within|during|in|for)(?: the)? (?:first )?(?P<figure>\d{1,3}) days\b"),
    Saying(Topic.LIMIT, "rate_limit", r"\b(?:more than|up to|maximum of|at most|no more than|limit of) (?P<figure>(?:one|two|three|four|five|six|ten|\d{1,3}) (?:articles?|stor(?:y|ies)|pieces?|posts?|items?) (?:per|a|each|every) (?:day|week|month))\b"),
    Saying(Topic.LIMIT, "embargo", r"\b(?:delay|wait|embargo\w*|hold)\b[^.;?]{0,40}?(?P<figure>(?:one|two|three|\d{1,3}) (?:hours?|days?|weeks?))\b|\bnot (?:be )?(?:\w+ )?(?:before|until) (?P<figure2>(?:one|two|three|\d{1,3}) (?:hours?|days?|weeks?))\b"
           r"|\bembargoed until\b"),
    Saying(Topic.LIMIT, "ads_sold_against_story", r"\b(?:ads?|advert\w+)\b[^.;?]{0,40}?\bsold against\b|\bsell (?:ads|advertising)\b[^.;?]{0,20}?\bagainst\b"),
)  # fmt: skip

_USES = (
    Saying(Topic.COMMERCIAL, "ask", r"\b(?:for[- ]profit|commercial\w*)\b[^;?]{0,120}?\b(?:contact|e-?mail|write|permission|fee|ask|request|get in touch|licen[cs]e from|arrange)|\b(?:contact|e-?mail|write|ask|request)\b[^.;?]{0,60}?\b(?:for|about) (?:any )?commercial\b",
           r"\bnon-?commercial\b(?![^;]*(?<!non-)(?<!non)commercial)"),
    Saying(Topic.COMMERCIAL, "forbidden", r"(?:\b(?:not|no|never|without|prohibit\w*|forbid\w*)|n't)\b[^.;?]{0,60}?\b(?<!non-)commercial|\bnon-?commercial(?:ly)?(?: (?:use|uses|purposes?|basis|websites?|sites?|only|internet|reproduction|§))|\bno profit is made\b|\bnoncommercial\b"
           r"|\bcommercial (?:use|uses|purposes?|reproduction)\b[^.;?]{0,30}?\b(?:prohibited|forbidden|not (?:permitted|allowed))", r"\bwithout (?:proper )?(?:attribution|credit)"),
    Saying(Topic.COMMERCIAL, "allowed", r"\b(?:including for|including|even for|both|also for|any purpose, including|for) commercial (?:purposes|use|uses|ones|and non)|\bcommercially or non|\bcommercial and non-?commercial\b|\bcommercial or non-?commercial\b"
           r"|\bnot use\b[^.;?]{0,80}?\bcommercial\b[^.;?]{0,60}?\bwithout (?:proper )?attribution\b",
           r"\b(?:contact|permission|e-?mail|prohibited|forbidden|ask|fee|including commercial internet)\b|\bnot\b(?![^.]*without (?:proper )?attribution)|n't\b"),
    Saying(Topic.DERIVATIVES, "style-only", r"\bexcept to reflect\b|\bedit(?:ed)? only for\b|\b(?:light|minor) (?:edit\w*|localization|localisation|changes)\b|\bexcept for (?:style|length|minor)\b|\beditorial style\b"),
    Saying(Topic.DERIVATIVES, "forbidden", r"(?:\b(?:not|never|no|without)|n't)\b(?! (?:be )?(?:sold|allowed to be published))[^.;?]{0,30}?\b(?:edit(?:ed|ing|s)?|alter(?:ed|ing|ations?)?|modif\w+|chang(?:e|ed|es|ing)|rewritten|derivatives?|adapt(?:ed|ing|ations?)?|remix\w*|re-interpreted)\b"
           r"|\b(?:unmodified|unaltered|unchanged|unadapted|unedited|verbatim)\b|\bderivative works will be\b",
           r"\bexcept to reflect\b|\bwithout it being\b|\bwithout (?:our )?(?:permission|approval|consent)\b|\bnothing more\b|\bno changes to\b"),
    Saying(Topic.DERIVATIVES, "allowed", r"\b(?:you|anyone)(?: are)? (?:may|can|free to) (?:[\w]+, ){0,3}?(?:[\w]+ or )?(?:cut|edit|adapt|remix|translate|shorten|modify|transform)\b|\bfree to [^.;?]{0,40}?\bremix\b|\bstated what modifications\b"
           r"|\btransformation of\b", r"\b(?:edit only|nothing more)\b"),
    Saying(Topic.DERIVATIVES, "share-alike", r"\bunder the same (?:licen[cs]e|terms|conditions)\b"),
    Saying(Topic.DERIVATIVES, "ask", r"\b(?:changes|edits|modifications|translations?)\b[^.;?]{0,40}?\b(?:require|need|with|only after|subject to)\b[^.;?]{0,20}?\b(?:permission|approval|consent)\b|\bnot be (?:edited|changed|modified|translated) without\b[^.;?]{0,30}?\b(?:permission|approval|consent)\b"),
    Saying(Topic.AUDIENCE, "community", r"\bcommunity (?:internet |web ?)?(?:sites?|websites?|outlets|media|blogs?|publishers)\b"),
    Saying(Topic.AUDIENCE, "non-profit", r"\b(?:only )?(?:by |to |for )(?:other )?(?:non-?profits?|not-for-profit|charit(?:y|ies)|NGOs)\b(?: (?:organi[sz]ations|outlets|media|groups|sites|only)?)"
           r"|\b(?:on|in|to|any|by|for) (?:(?:any|all|other) )?(?:non-?profit|~{14}) (?:web ?|internet )?(?:sites?|websites?|blogs?|publishers?)\b|^\W*non-?profit (?:web ?)?sites\b|\b(?:gives?|grants?|allows?|permits?) (?:(?:any|all|other) )?non-?profit\b"),
    Saying(Topic.AUDIENCE, "news", r"\b(?:other |independent |all |media |local |national |state |regional ){0,3}(?:news|media|journalism)(?: and \w+)? (?:organi[sz]ations?|outlets|publications|companies|publishers|partners)\b|\binternational media\b|\breporting and journalism\b",
           r"\b(?:anyone|we are|is a|independent non-?profit|non-profit agency|research bodies|distribution partnerships)\b"),
)  # fmt: skip

SAYINGS: tuple[Saying, ...] = (*_CREDIT, *_LINKS, *_DUTIES, *_LIMITS, *_USES)
