"""Matching: is this the person of our own record? A graded answer, with reasons, and never by one factor alone.

Four factors are compared: number (NHS, CHI, Health and Care), name, date of birth, address. Each agrees, is near,
differs or is missing on one side. Two *independent* factors must agree before anybody may say `matched`; a CHI number
begins with the date of birth, so those two count as one. The commonest harm is the wrong person: so whatever differs
weighs more than what agrees, a name that is only near is never strong (twins), and a weak match takes a second person.

Names are compared without case, accents and marks (Siân, Sian; Llŷr, Llyr), in any order of their parts, with previous
names and the name that is used. Numbers are compared with previous ones; one whose check digit is wrong proves nothing,
and it is told of.

    result = compare(ours, theirs)
    result.grade, result.rule, [reason.code for reason in result.reasons]

`GRADING` is the table: the first row that holds decides.

Pure: two descriptions in, one answer out. Nothing is looked up, nothing kept.
"""

from exchange.matching.grading import GRADING, Grade, Match, Reason, compare
from exchange.matching.names import fold
from exchange.matching.people import Described, Number
from exchange.matching.words import WORDS

__all__ = ["GRADING", "WORDS", "Described", "Grade", "Match", "Number", "Reason", "compare", "fold"]
