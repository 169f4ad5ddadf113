"""English: how a text is given to be reposted."""

GRANTS = {
    "grant.you-may": r"\b«who»(?:'re| are| is| may| can)«adverb»(?: (?:most |very )?(?:free|welcome|allowed|permitted|encouraged|invited|authori[sz]ed|entitled)"
    r"(?: (?:and|or) (?:free|welcome|encouraged|invited))?)?(?: to)?(?: feel free to)?(?: freely)?(?: [a-z]+, ?){0,4}(?: [a-z]+ (?:and|or))?"
    r" ?\b«repub»",
    "grant.you-may-use": r"\b«who»(?:'re| are| may| can)«adverb»(?: (?:free|welcome|allowed|permitted|encouraged)"
    r"(?: (?:and|or) (?:free|welcome|encouraged))?)?(?: to)?(?: freely)? (?:copy|distribute)(?:,? (?:(?:and|or) )?[a-z]+){0,3}"
    r" (?:our|this|these|any|all|nearly any|the text of)(?: [\w-]+){0,3}? «work»\b",
    "grant.you-may-lend": r"\b«who»(?:'re| are| may| can)«adverb»(?: (?:most |very )?(?:free|welcome|allowed|permitted|encouraged|invited))?(?: to)?(?: freely)?"
    r"(?: [a-z]+(?:, | and | or )){0,2} ?(?:«lend»)(?: and paste)? «given» (?:on|to|in|at) «place»«onward»",
    "grant.feel-free-to-lend": r"\bfeel free to (?:[a-z]+(?:, | and | or )){0,2}(?:«lend») «given» (?:on|to|in|at) «place»«onward»",
    "grant.lent": r"\b«work»\b[^.;]{0,60}?\b(?:may|can)«adverb» be (?:freely )?(?:«lent»)(?: in full| in whole| freely| [~¢]+)?,? (?:on|to|in|at) «place»«onward»[^.;]{0,60}?«condition»",
    "grant.lending": r"\b(?:«lending»)(?: of)? «given» (?:on|to|in|at) «place»[^.;?]{0,40}?(?: is| are) (?:permitted|allowed|welcomed?|encouraged|authori[sz]ed|free)\b",
    "grant.may-be": r"\b(?:may|can)«adverb» be (?:freely |also |further |mostly )?(?:[a-z]+(?:, | and | or )){0,4}?(?:or |and )?«repub»",
    "grant.may-be-used": r"\b«work»\b[^.;]{0,80}?\b(?:may|can)«adverb» be (?:freely |mostly )?(?:copied|distributed)\b",
    "grant.shared-freely": r"\b«work»\b[^.;]{0,60}? (?:may|can) be (?:freely shared|shared freely)",
    "grant.free-to": r"\b(?:free|available|open|eligible)(?: [~¢]+)? (?:to|for)(?: (?:all|anyone|everyone|others|you) to)?"
    r"(?: (?:immediate|free|read and|copy and|share and|use and|share or|publication or|online)){0,2} (?!syndicat)(?:«repub»|publication\b)",
    "grant.freely": r"\bcontent can be freely «repub»|\bfreely «repub»|\b«repub», freely",
    "grant.feel-free": r"\b(?:feel free to|go ahead,?(?: and)?|so go ahead,?) (?:[a-z]+ (?:or|and) )?(?:«repub»|steal|publish)",
    "grant.please": r"\bplease (?:[a-z]+ (?:or|and) )?(?:republish|repost|reprint|cross-post) (?:our|this|these|any)\b",
    "grant.steal": r"\bsteal (?:our|this|these) (?:stuff|«work»)",
    "grant.we-welcome": r"\b(?:we|I)(?: (?:also|both|warmly|strongly|actively|always|and|happily|do)){0,3} "
    r"(?:encourage|welcome|invite|allow|permit|authori[sz]e)(?: and (?:encourage|welcome|invite))?\b[^.;?]{0,90}?\b(?:«repub»|usage)",
    "grant.we-like": r"\bwe(?:'d| would)? (?:love|like|want)(?: it)?(?: for| when)? (?:our|you|other|others|people|anyone|everyone)\b[^.;?]{0,60}?\b«repub»",
    "grant.we-are-glad": r"\b(?:happy|glad|proud|pleased|delighted) (?:for (?:you|others|anyone|other \w+)|to (?:let|allow|have|see|make) (?:you|others|anyone|our|other \w+)|for (?!(?:the|an?) (?:chance|opportunity|permission))(?:[\w-]+ ){1,4}?to (?:be )?(?:freely )?(?=«repub»))\b[^.;?]{0,60}?\b«repub»",
    "grant.we-share": r"\bwe (?:love|like|want)(?: it)?(?: when)? [^.;?]{0,40}\bshare our (?:work|stories|articles|journalism)",
    "grant.body-welcomes": r"(?-i:\b[A-Z][\w./&'-]{1,40})(?: (?:also|strongly|warmly|hereby))? "
    r"(?:encourages|welcomes|invites|allows|permits|authori[sz]es|grants permission)\b[^.;?]{0,80}?\b(?:«repub»|usage)",
    "grant.permission-granted": r"\bpermission is(?: hereby)? (?:granted|given)\b[^.;?]{0,80}?\b(?:«repub»|copy|distribute)",
    "grant.grants-permission": r"\b(?:grants?|gives?) (?:[\w-]+ ){0,4}?permission (?:to|for) (?:[\w-]+ ){0,2}?«repub»|\b(?:grants?|gives?) (?:[\w-]+ ){0,3}?permission to (?:[\w-]+ ){1,4}?(?:to )?(?:«repub»|(?:«lend») «given»)",
    "grant.permission-yours": r"^\W*you (?:have|are (?:hereby )?(?:granted|given)) (?:our |my |full ){0,2}permission (?:to|for) (?:\w+ ){0,2}?«repub»",
    "grant.permission-for": r"\bpermission (?:to|for|of) (?:the )?(?:\w+ ){0,2}?«repub»[^.;?]{0,80}? is (?:hereby )?(?:granted|given)\b",
    "grant.owners-permit": r"\b(?:editors?|publishers?|owners?|trustees|editorial (?:team|board)|copyright holders?)(?: of [^.;?]{1,40}?)? (?:hereby )?"
    r"(?:permits?|allows?|encourages?|welcomes?|invites?|authori[sz]es?)\b[^.;?]{0,80}?\b«repub»",
    "grant.body-lends": r"(?-i:\b[A-Z][\w./&'-]{1,40})(?: (?:also|hereby))? (?:allows|permits|authori[sz]es) (?:the )?(?:«lending») of «given» (?:on|in) «place»",
    "grant.nobody-asked": r"(?:^\W*|\byou )¤+ (?:to|for|before|if you(?: wish to| want to)?|when you|when) (?:[\w-]+ ){0,2}?«repub»",
    "grant.nobody-minds": r"\b(?:we|I)(?: \w+)? °+ (?:if|when) (?:you|others|other [\w-]+|anyone|people|community [\w-]+|[\w-]+ ?sites|bloggers)\b[^.;?]{0,30}?\b«repub»"
    r"|°+ to (?:the )?(?:«repub» of (?:our|its|these|their)|(?:our|its|these|their) [^.;?]{0,30}?\b(?:being )?«repub»|(?:others|anyone|you|your) «repub»)",
    "grant.it-is-fine": r"\bit(?:'s| is)(?: \w+)? (?:fine|ok|okay|all right|alright) (?:to|for (?:[\w-]+ ){1,3}?to|if you) «repub» «given»",
    "grant.yours": r"\b(?:is|are) (?:yours|there|here for you|there for you) to (?:freely )?«repub»",
    "grant.for-free": r"^\W*(?:please )?(?:republish|repost|reprint|cross-post)(?: or \w+)? (?:our|this|these|any of our) (?:[\w-]+ ){0,2}?«work»,? (?:for free|freely|¢+)(?! (?:via|with|through|on|by)\b)",
    "grant.is-permitted": r"\b(?:re-?publication|reproduction|re-?printing|reposting|re-?publishing|re-?use|re-?distribution|cross-?posting)"
    r"\b[^.;?]{0,80}?\b(?:is|are)(?: \w+ly| hereby| also| always){0,2} (?:permitted|allowed|welcomed?|encouraged|authori[sz]ed|granted|free)\b",
    "grant.if-you-do": r"\b(?:if you|if you're|if you'd|should you)(?: \w+){0,4}? (?:«repub»|publish this article again)\b[^.?]{0,80}?"
    r"(?:,? (?:please )?(?:just )?(?:go ahead|be our guest|help yourself|you are (?:free|welcome) to(?: do so)?)|you can do so|,? please (?:follow|attribute|credit|cite|use the)|we (?:just|only) (?:have|ask)|here's how|follow (?:these|the|our) \w+)",
    "grant.who-wish": r"\b(?:anyone|anybody|everyone|those|people|sites|websites|bloggers|outlets|publishers)(?: who)? (?:wishing|wanting|wish|wishes|want|wants|would like) to «repub»[^.;?]{0,60}?"
    r" (?:(?:may|can)(?: freely)?|(?:is|are) (?:free|welcome|allowed|permitted|encouraged) to) (?:freely )?do (?:so|this|that)\b",
    "grant.republishers": r"\brepublishers (?:must|should|may) (?:credit|attribute|link|cut)|\b(?:link|linking) [^.;]{0,40} if republished\b",
    "grant.public-domain": r"\b(?:is|are)(?: all)? in the public domain\b",
}
