"""Reading: a record in words, in the order in which a person reads it, in English or in Welsh.

What comes out is not HTML but a value: parts, their items, their entries, and values that say in which language
somebody wrote them. Pages and printed copies are made from it, so that both say the same.

- Nothing of the content is lost. What the schema does not know, or cannot read, is shown as it is and marked as such;
  what is withheld stands where it would have been, with its ground.
- What a person said, what is risky and how to speak with them comes before anything else. Outcomes, actions and
  determinations are read under the need that they belong to. Conduct, law and safeguarding come last.
- Codes are shown by their labels, days and money as people write them, other entries by their titles. What people wrote
  stays in their language and carries it.
- Two versions, or a record and our own, are compared by entry and member: what is new, gone or changed.

    told = read_out(content, kind=PLAN, language="cy", withheld=[Gap("risks", "/risks/0", "third-party")])
    told.title, [part.title for part in told.opening], [part.title for part in told.parts]

Pure: nothing is looked up, and nothing is refused: whoever reads a document out has checked it, or says that it is not.
`dates.py` says days and distances for every page.
"""

from exchange.reading.amounts import say_minutes, say_money
from exchange.reading.compare import Comparison, EntryChange, ItemChange, PartChange, Unread, compare
from exchange.reading.dates import Language, say_day, say_distance, say_moment, say_month, say_units, say_weekday
from exchange.reading.differences import Mark, mark_words
from exchange.reading.parts import Entry, Gap, Group, Item, Part, ReadOut, Value, ValueKind, Withheld
from exchange.reading.read_out import read_out

__all__ = [
    "Comparison",
    "Entry",
    "EntryChange",
    "Gap",
    "Group",
    "Item",
    "ItemChange",
    "Language",
    "Mark",
    "Part",
    "PartChange",
    "ReadOut",
    "Unread",
    "Value",
    "ValueKind",
    "Withheld",
    "compare",
    "mark_words",
    "read_out",
    "say_day",
    "say_distance",
    "say_minutes",
    "say_moment",
    "say_money",
    "say_month",
    "say_units",
    "say_weekday",
]
