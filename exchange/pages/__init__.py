"""Pages for people, in English and in Welsh: who is coming, what is missing, whether it is genuine, what to do next.

A door like `api`: it parses a form, calls one journey and shows what came of it. No page decides anything, and none
needs JavaScript. `doors` puts them together; `visits` says who is calling, `forms` reads, `rendering` shows.
`languages` holds the two languages, `words` what codes are called, `saying` the sentences that are made of facts; a
sentence's Welsh is in `locale/cy`.

The pages themselves: `inbox`, `moving` (one transfer), `reading` (its records), `deciding`, `sending`, `paper`,
`auditing`, `operating`, `signing_in`.
"""
