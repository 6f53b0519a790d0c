"""Work outstanding in the note of a completed action: "Completed: to be published", "the report is in draft".

Only words that plainly speak of work to come count; what goes on as routine ("she will keep track") does not.
"""

import re

_LATER = "published|circulated|issued|launched|shared|disseminated|presented|submitted|reported|uploaded|arranged|agreed"
_LATER += "|approved|ratified|signed off|confirmed|finali[sz]ed|completed|finished|reviewed|drafted|written|tested|done|made"
_WRITTEN = "written|drafted|prepared|completed|finali[sz]ed|developed|revised|agreed|arranged|negotiated"
_OUTSTANDING = (
    r"\bstill (?:to\b|ha(?:s|ve) to\b|needs?\b|a draft\b|(?:only )?in (?:draft|progress)\b|outstanding\b|awaited\b)",
    rf"\b(?:still|currently|now) being (?:{_WRITTEN})\b",
    r"\b(?:is|are) (?:also |now |yet |due |only )?to (?!date\b)[a-z]+",
    rf"\bto be (?:{_LATER})\b",
    rf"\bwill be (?:{_LATER})\b",
    r"\b(?:is|are|remains?|report|protocol|policy|strategy) (?:only |still )?(?:in|a|at) (?:first |final )?draft\b",
    r"\bwill follow\b|\bto follow(?=\s*(?:[.,;:)]|$|in\b|by\b|on\b|shortly\b|later\b))",
    r"\bawait(?:s|ing)\b|\bwaiting for\b|\byet to\b|\bnot yet\b|\bpending\b|\bto be confirmed\b|\btbc\b",
    r"\bneeds? (?:further|more|to be)\b|\bneeds to\b|\bsubject to (?:approval|agreement|sign-?off|ratification)\b",
    r"\bnot (?:complete|completed|finished|signed off|published|circulated)\b|\bincomplete\b",
    r"\boutstanding\b",
)
_FINDER = re.compile("|".join(_OUTSTANDING), re.IGNORECASE)
# "The aim is to …" and "a process for reviews to be agreed" tell what a thing is for; "outstanding" is also a grade.
_HARMLESS = re.compile(
    r"\b(?:aim|purpose|role|task|function|remit|objective|intention|goal|idea)s?\b[^.;:]{0,40}\b(?:is|are) to\b"
    r"|\b(?:for|allow(?:s|ing)?|enabl(?:es?|ing)|requir(?:es?|ing)|continues?|found|shown)\b[^.;:]{0,60}\bto be\b"
    r"|\b(?:no|nothing|none|no longer)\b[^.;:]{0,20}\b(?:outstanding|pending|to (?:do|add|report))\b"
    r"|\b(?:judged|graded|rated|good|ofsted|practice)\b[^.;:]{0,30}\boutstanding\b"
    r"|\boutstanding (?:practice|judge?ment|grade)\b",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[.;!?])\s+|\n+")


def unfinished(note: str) -> str | None:
    """The first sentence of a note that speaks of work still to be done, or None.

    >>> unfinished("Signed off by the board. To be published 01.11.12")
    'To be published 01.11.12'
    >>> unfinished("The chair will keep track of who attends.") is None
    True
    """
    for sentence in _SENTENCES.split(note):
        if _FINDER.search(_HARMLESS.sub(" ", sentence)):
            return " ".join(sentence.split())
    return None
