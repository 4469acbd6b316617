"""How much each door takes."""

MAX_BODY = 4 * 1_048_576
"""A case system's request: 4 MiB; a record of the largest size allowed (1 MiB sealed) fits four times."""

MAX_PARCELS = 8 * 1_048_576
"""One delivery between councils: up to 50 messages or 8 MiB, whichever comes first."""

MAX_QUESTION = 65_536
"""A question that anyone may ask, such as for the proofs of 256 entries."""

MAX_COMMAS = 50_000
"""Commas in one body: more than the largest record has, few enough that a body of empty items costs next to nothing."""

PAGE = 50
"""Rows on a page unless asked for otherwise."""

MAX_PAGE = 200
"""Rows on the largest page."""
