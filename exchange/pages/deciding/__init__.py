"""Deciding, need by need: what the receiving council takes over as it stands, what the move changes, what holds from
the first day, and who answers for it.

`pages` are the doors. `parts` says what the pages of a decision have in common; `needs`, `first_day` and `worker` are
one page each: what it asks, how its answers are kept in the draft, and when they are enough. `decision` is the whole:
what is still missing, and what it says once it is signed.
"""

from exchange.pages.deciding.pages import router

__all__ = ["router"]
