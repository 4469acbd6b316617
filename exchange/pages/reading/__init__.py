"""Records to read: one that came or one of our own, with what was checked of it, beside another, and in a list.

`genuine` says in one plain sentence whether a record is what it seems, what to do about it, and the details behind. It
has a sentence for every state, and never a tick alone.
"""
