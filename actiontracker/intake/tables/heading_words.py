"""The words by which headings are known, as regular expressions over plain headings (lower case, no punctuation).

A field has several lines, the stronger first. Strengths are compared between the fields that one heading fits
("Evidence of progress" is evidence) and between the headings that fit one field ("Deadline" has the by-when, and not
"Timescale" beside it). A word added here is a heading understood.
"""

EXTRA = "extra"
"""What a column without a field of ours becomes: an extra field of its actions, under its own heading."""

MEANINGS: tuple[tuple[str, float, tuple[str, ...]], ...] = (
    ("recommendation_ref", 13, (r"^(rec(ommendation)?|afi|finding|priority|area)s? (ref|reference|no|number|id)$",)),
    ("recommendation_ref", 13, (r"^(standard|kloe|objective)s? (ref|reference|no|number|id)$", r"^rec$")),
    ("recommendation_ref", 3, (r"^ref(erence)?( no)?$",)),
    ("number", 12, (r"^(action|task|step) (no|number)$",)),
    ("number", 8, (r"^(no|nos|num|number|item|item (no|number)|sn|serial( no)?)$",)),
    ("ref", 12, (r"^(action|task) (ref|reference|id)$",)),
    ("ref", 9, (r"\b(action|plan) (ref|reference|no|number|id)$",)),
    ("ref", 9, (r"^(ref|reference)s?( (no|number|code))?$",)),
    ("recommendation_ref", 8, (r"^(ofsted|report|inspection) ref(erence)?$",)),
    (
        "ref",
        7,
        (
            r"^\w+ ref(erence)?$",
            r"^(id|unique id|code)$",
        ),
    ),
    (
        "recommendation",
        12,
        (r"\bareas? (for|of|requiring) (priority )?(improvement|development|action)\b", r"\bareas? to improve\b"),
    ),
    ("recommendation", 11, (r"\brecommendations?\b",)),
    (
        "recommendation",
        9,
        (r"\b(what )?needs? to improve\b", r"\bimprovements? (area|required|needed|identified)\b", r"\bweakness"),
    ),
    ("recommendation", 9, (r"\bhow the (regulation|standard)\b", r"\bnot being met\b", r"\bbreach")),
    ("recommendation", 8, (r"\bfindings?\b", r"\bwhat (did )?(ofsted|inspectors?)\b", r"\bofsted (said|comment|feedback)")),
    ("recommendation", 7, (r"\b(key )?issues?\b", r"\brequirements?\b", r"\bconcerns?\b")),
    ("recommendation", 7, (r"\bwhat do we (need|want) to improve\b",)),
    ("recommendation", 4.5, (r"\bobjectives?\b", r"\baims?\b", r"\bpriority\b", r"\bkey line of enquiry\b", r"\bkloe\b")),
    ("recommendation", 4.5, (r"\bstandards?\b",)),
    ("action", 11, (r"\bwhat (will|are we going to|are we|do we need to|do we) (be )?(do|done|doing|happen)\b",)),
    ("action", 11, (r"\bwhat (needs? to|we will|must|should|is to) (be )?(do|done|doing|happen)\b",)),
    ("action", 11, (r"\bactions?( points?)?( required| needed| to be taken| planned| agreed| text| description)?$",)),
    ("action", 11.8, (r"\bactions? taken (and )?(or )?planned\b", r"\bresponse actions?\b")),
    ("action", 11, (r"\bwhat (do )?(we|you) (need|have|want|intend|plan) to do\b",)),
    ("action", 9, (r"\bactions?\b",)),
    ("action", 2.5, (r"^descriptions?$", r"^details?$")),
    ("action", 8, (r"^what$",)),
    ("action", 8, (r"\btasks?\b", r"\bactivit(y|ies)\b")),
    ("action", 8, (r"\bhow (will|are|do) we (going to )?(do|achieve|improve|address|get|deliver)\b",)),
    ("action", 7, (r"\bsteps?\b", r"\bwhat we will do\b", r"\bour response\b", r"\binterventions?\b", r"\bdeliverables?\b")),
    ("action", 3, (r"\bmilestones?\b", r"\bresponse\b")),
    ("leads", 12, (r"\b(action|task) (owner|lead|holder|by$)", r"\bby whom\b", r"\bassigned( to)?\b", r"\bdelegated to\b")),
    (
        "leads",
        11,
        (r"\b(lead|responsible|accountable|named|owning) (officer|person|people|manager|member|agency|agencies)s?\b",),
    ),
    (
        "leads",
        11,
        (r"\b(lead|responsible|accountable|named|owning) (professional|name|head|director|organisation|partner)s?\b",),
    ),
    ("leads", 11, (r"\b(lead|responsible|accountable|named|owning) (staff|postholder|post|service|team|individual)s?\b",)),
    (
        "leads",
        10,
        (r"\bleads?\b", r"\bowners?\b", r"\bownership\b", r"\bresponsib(le|ility|ilities)\b", r"\bsro\b", r"\bresp\b"),
    ),
    ("leads", 8, (r"^who( by)?$", r"\bwho (is|will|leads|does)\b", r"\baccountab", r"\bofficers?$", r"\bsponsor\b")),
    ("leads", 8, (r"\bpersonnel\b",)),
    ("accountable", 10.5, (r"^accountable( lead)?$",)),
    ("by_when", 12, (r"\bby when\b", r"\bdeadlines?\b", r"\b(target|due) (completion )?dates?\b", r"\bdate due\b")),
    ("by_when", 12, (r"\bto be completed by\b",)),
    ("by_when", 9, (r"\bdue\b", r"\bcomplet(e|ed|ion) by\b", r"\bcompletion date\b", r"\btarget completion date\b")),
    ("by_when", 9, (r"\b(implementation|original|action|agreed|planned|proposed|end|finish|delivery|milestone) date\b",)),
    ("by_when", 9, (r"\bdate (for|of planned|to be|will be|action will be) complet",)),
    ("by_when", 9, (r"\btarget completion\b", r"\bto be (met|achieved|done|completed|actioned) by\b", r"\bachieved? by\b")),
    (
        "by_when",
        7,
        (r"\btime ?(scale|frame|line)s?\b", r"\btiming\b", r"^when$", r"^by$", r"\bwhen (will|is|by)\b", r"^finish$"),
    ),
    ("timescale", 13, (r"\btimescale (for|of) (the )?recommendation",)),
    ("timescale", 6, (r"^(priority )?timescales?( in report)?$",)),
    ("expected", 13, (r"\b(revised|forecast|anticipated|projected|extended|new|amended) (\w+ )?(\w+ )?(date|deadline)\b",)),
    ("expected", 13, (r"\b(revised|forecast|anticipated|projected|extended|new|amended) (timescale|by when|target$)",)),
    ("expected", 13, (r"^expected( (by|on|day|date|completion( date)?))?$",)),
    ("rag", 13, (r"\b(b?rag[a-z]?|brag+) (rating|status|rated|assessment|colour)\b", r"^b?rag[a-z]?$", r"^brag+$")),
    ("rag", 13.5, (r"^reported rag$", r"^(progress|delivery) rag$", r"^rag progress$")),
    ("rag", 12, (r"\bb?rag\b", r"\bbragg?\b", r"\br a g\b", r"\btraffic lights?\b")),
    ("rag", 6, (r"\bratings?\b", r"\bcolou?r\b", r"\brated\b")),
    ("status", 11.5, (r"\b(action|current|progress|completion|delivery|implementation) status\b", r"^status$")),
    ("status", 9, (r"\bstatus\b",)),
    ("status", 4, (r"^state$", r"^complete$", r"^completed? y n$", r"^done$", r"^closed( y n)?$")),
    ("progress", 11.6, (r"\b(actions?|work) (taken|completed|done)( so far| to date)?\b", r"\bwhat (have we|has been) done\b")),
    ("progress", 11.6, (r"\baction (update|progress)",)),
    ("progress", 11.7, (r"\bkey milestones achieved\b",)),
    ("progress", 11, (r"\bprogress\b",)),
    ("progress", 9, (r"\bnext steps?\b",)),
    ("progress", 10, (r"\blatest (note|update|position|comment)s?\b", r"\bupdates?\b", r"\bcurrent (position|situation)\b")),
    ("progress", 7, (r"\bcomments?\b", r"\bcommentary\b", r"\bnarrative\b", r"\bposition\b", r"\bachievements?\b")),
    ("progress", 7, (r"\bhow are we doing\b", r"\bwhere are we( now)?\b", r"\bwhat have we achieved\b")),
    ("progress", 4, (r"\bnotes?\b",)),
    ("outcome", 13, (r"\bsuccess (criteria|measures?|factors?|indicators?)\b", r"\bmeasures? of success\b")),
    ("outcome", 13, (r"\bwhat will (be different|success|good|it) ?(look like)?\b",)),
    (
        "outcome",
        12.5,
        (r"\bhow (will|do|would) (we|you) know\b", r"\b(intended|expected|desired) (outcome|impact|result|benefit)s?\b"),
    ),
    ("outcome", 10, (r"\boutcomes?\b", r"\bwhat (difference|impact|are we trying)\b", r"\bdifference\b")),
    ("outcome", 7, (r"^measures?$", r"\bimpact\b", r"\bbenefits?\b", r"\bresults?\b")),
    ("area", 9, (r"^(service |judge?ment |thematic )?(area|theme|section|domain|strand|category|pillar)s?$",)),
    ("area", 9, (r"^(workstream|work stream)s?$", r"^bucket( name)?$")),
    ("recommendation", 4.5, (r"^regulations?$",)),
    ("area", 4, (r"^regulations?$",)),
    ("area", 5, (r"\b(section|theme|workstream|strand|pillar|category|domain)\b", r"^service$")),
    ("stage", 10, (r"^(stage|phase)s?$",)),
    ("also_answers", 13, (r"^also answers$",)),
    (
        EXTRA,
        12.6,
        (r"\bevidence", r"\bmonitor", r"\bassurance\b", r"\bmeasured\b", r"\bevaluat", r"\bvalidat", r"\bverif", r"\baudit"),
    ),
    (EXTRA, 12.6, (r"\bkpis?\b", r"\bresources?\b", r"\bcosts?\b", r"\bbudget", r"\bfunding", r"\brisks?\b", r"\bbarriers?\b")),
    (EXTRA, 12.6, (r"\btask mode\b", r"\bissue type\b", r"\bwork item type\b", r"\bnext (update|review|meeting)\b")),
    (EXTRA, 12.6, (r"^(total|number of|no of) actions?$",)),
    (EXTRA, 12.6, (r"\bmanagement response\b", r"\bcreated by\b", r"\blabels\b")),
    (EXTRA, 12.6, (r"\bdependenc", r"\bsource\b", r"\bbaseline\b", r"\b(priority|risk) (rating|level|score)\b")),
    (
        EXTRA,
        12.6,
        (r"\b(support|partners?|consult\w*|contribut\w*|involved|working with)\b(?!.*\blead)", r"\bpriority (h m l|high)"),
    ),
)

OTHER_DAY = (
    *("meeting", r"monitor\w*", "reviews?", "reviewed", r"start\w*", "begin", "began", "added", "raised", "opened", "created"),
    *("updated?", "reported", "published", "approved", "logged", r"visit\w*", "inspection", r"audit\w*", "last", "previous"),
    *(r"actual\w*", "closed", "achieved", "signed", "sign off", "received", "issued", "commenced"),
)
"""Words beside "date" that make it no deadline: when something met, began, was looked at or was finished."""

COMPLETED = (
    r"^date (completed|closed|done)$|^(completed|closed) (on|date)$|^completed$",
    r"^(actual )?date of (actual )?completion\b",
    r"^completed y n$",
)
PAST = r"\b(previous|prior|last (month|quarter|time|meeting)s?|baseline|initial|starting|original)\b"

COMMON = {
    **dict.fromkeys(("recommendation", "recommendations", "finding", "improvement"), "recommendation"),
    **dict.fromkeys(("action", "actions", "activity", "task"), "action"),
    **dict.fromkeys(("responsible", "responsibility", "owner", "officer", "lead", "assigned"), "leads"),
    **dict.fromkeys(("deadline", "timescale", "timeframe", "target", "completion"), "by_when"),
    **dict.fromkeys(("progress", "update", "comments", "commentary"), "progress"),
    **dict.fromkeys(("outcome", "outcomes", "success"), "outcome"),
    "status": "status",
    "rating": "rag",
}
"""The commonest words of each field, to suggest what a mistyped heading may be."""
