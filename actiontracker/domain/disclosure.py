"""What could give a child or a member of staff away if a text were published: precise patterns rather than many.

Small numbers of children (1 to 5), lettered children ("child A"), initials or a name with an age, names with a title, NHS
numbers, pupil numbers, dates of birth, postcodes, e-mail addresses, telephone numbers. A forename alone is not found.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple


class Disclosure(NamedTuple):
    """What was found. `words` are the text's own, left empty where repeating them would spread them further."""

    kind: str
    words: str = ""


_SMALL = "[1-5]|one|two|three|four|five"
_BETWEEN = r"(?:(?:of|the|our|these|those|their|looked[ -]after|disabled|unaccompanied|vulnerable|missing|young|older|younger"
_BETWEEN += r"|more|other|new|local|siblings?|school-age|unborn)\s+){0,4}"
# The singular is a person only after one; "children's home" and "child protection" are services.
_MANY = r"children(?!['’]|\s+(?:and|&)\s+famil)|young people(?!['’])|care leavers?(?!['’])|(?:babies|infants|toddlers|teenagers"
_MANY += r"|pupils|siblings|boys|girls|young men|young women|unaccompanied minors)(?!['’])"
_SINGLE = r"(?:child|baby|infant|toddler|teenager|pupil|boy|girl|young person)"
_SINGLE += r"(?!['’]|\s+(?:protection|care|health|death|sexual|development|poverty|in need)|-)"
_STATES = r"(?:(?:is|are|was|were|remains?)\s+)?(?:in (?:custody|secure accommodation|a secure unit|bed and breakfast|b&b)"
_STATES += r"|missing from (?:home|care)|permanently excluded)"
# Not "Level 2 pupils", "action 1", "3.5", "£5".
_NOT_BEFORE = r"(?<![\d.,/£–-])(?<!level )(?<!stage )(?<!year )(?<!tier )(?<!action )(?<!actions )(?<!section )(?<!under )"
_COUNT = re.compile(
    rf"{_NOT_BEFORE}\b(?:(?:{_SMALL})\s+{_BETWEEN}(?:{_MANY})|(?:1|one)\s+{_BETWEEN}{_SINGLE}\b|(?:{_SMALL})\s+{_STATES})",
    re.IGNORECASE,
)
_PERSON = r"(?:[Cc]hild|[Bb]aby|[Yy]oung [Pp]erson|[Pp]upil|[Ss]ibling|[Bb]oy|[Gg]irl|[Mm]other|[Ff]ather|[Ff]amily)"
_LETTERED = re.compile(rf"\b{_PERSON} [A-HJ-Z]\b(?![ -][Ll]evel|&|[.-]\w)")
_INITIALS = re.compile(rf"\b{_PERSON},? \(?(?:[A-Z]\.){{2,3}}|\b(?:[A-Z]\.\s?){{2,3}},? \(?aged \d")
_GENERIC = "Children|Pupils|People|Those|Girls|Boys|Leavers|Carers|Teenagers|Young|Anyone|Everyone|Babies|Infants|Siblings"
_AGED = re.compile(
    rf"\b(?!(?:{_GENERIC})\b)[A-Z][a-z]+,? \(?aged \d{{1,2}}\b|\b{_PERSON}(?: is| was)?,? (?:called|named) [A-Z]"
)
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr)\.? [A-Z][a-z]+\b")
_NHS = re.compile(r"(?<![\d-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\d-])")
_UPN = re.compile(r"\b[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z]\b")
_BORN = re.compile(
    r"\b(?:dob|d\.o\.b\.?|date of birth|born)\b\W{0,3}(?:(?:is|was|on)\s+)*\d{1,2}(?:st|nd|rd|th)?[ ./-](?:\d|[a-z]{3})",
    re.IGNORECASE,
)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}\b")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
_PHONE = re.compile(r"(?<![\d.])(?:\+44[ ]?(?:\(0\))?[ ]?\d|\(?0\d)(?:[ ()-]{0,2}\d){8,9}(?!\d)")


def _is_nhs_number(text: str) -> bool:
    """Whether the last digit is the check digit of the first nine (modulus 11, NHS Data Dictionary)."""
    digits = [int(char) for char in text if char.isdigit()]
    check = 11 - sum(digit * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return check % 11 == digits[9] and check != 10


class _Finder(NamedTuple):
    """`gate` is a quick pattern without which `pattern` cannot fit: plans of 10,000 actions are scanned whole."""

    kind: str
    gate: re.Pattern[str]
    pattern: re.Pattern[str]
    quoted: bool = False
    proof: Callable[[str], bool] = bool


_DIGITS = re.compile(r"\d{3}")
_FINDERS = (
    _Finder("a small number of children", re.compile(rf"\b(?:{_SMALL})\s", re.IGNORECASE), _COUNT, quoted=True),
    _Finder("a single child or family", re.compile(r" [A-HJ-Z]\b"), _LETTERED, quoted=True),
    _Finder("a child's initials", re.compile(r"[A-Z]\."), _INITIALS),
    _Finder("a child's name", re.compile(r"aged \d|(?:called|named) [A-Z]"), _AGED),
    _Finder("a person's name", re.compile(r"\b(?:M|Dr)"), _TITLED),
    _Finder("an NHS number", _DIGITS, _NHS, proof=_is_nhs_number),
    _Finder("a unique pupil number", _DIGITS, _UPN),
    _Finder("a date of birth", re.compile(r"born|birth|d\.?o\.?b", re.IGNORECASE), _BORN),
    _Finder("a postcode", re.compile(r"\d[A-Z]{2}"), _POSTCODE),
    _Finder("an e-mail address", re.compile("@"), _EMAIL),
    _Finder("a telephone number", re.compile(r"0\d|\+44"), _PHONE),
)


@lru_cache(maxsize=4096)
def disclosures(text: str) -> tuple[Disclosure, ...]:
    """What a text gives away, each kind and wording once.

    >>> disclosures("Two children moved; Child B is in secure accommodation.")[0].words
    'Two children'
    >>> disclosures("Two children's homes and all child protection plans were visited in 2012.")
    ()
    """
    return tuple(dict.fromkeys(_found(text)))


def _found(text: str) -> Iterator[Disclosure]:
    for kind, gate, pattern, quoted, proof in _FINDERS:
        if gate.search(text):
            for match in pattern.finditer(text):
                if proof(match[0]):
                    yield Disclosure(kind, " ".join(match[0].split()) if quoted else "")
