"""What is printed and kept: the person's copy, who has seen it, the interim plan; and the check that needs no sign-in.

`prints` and `interim` make a `Document` (`exchange/printing`) out of facts, `told` out of a record in words, and
`papers` gives one to the browser: as a page that prints well, or as a PDF. `choosing` is what a worker decides before.
"""
