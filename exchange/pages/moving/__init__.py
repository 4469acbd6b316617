"""One transfer: what it is about and what to do next, whose records these are, and all that is said in it.

`transfers` is its page, `conversation` what was said so far; `identity` compares people, `telling` is every short form
(`to_tell` names their fields, `statements` what is made of them), and `asking` starts a transfer from our side.
"""
