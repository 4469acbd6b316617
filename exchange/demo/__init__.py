"""The demonstration: real processes, real HTTP on this machine's loopback, one SQLite file each, keys made as it runs.

A federation operator and two councils are set up by the same commands that an operator types, run in the
demonstration's own process to save the time of starting each, and are served by processes of their own. Megan
Pritchard, who does not exist, moves from Gwynedd to Ceredigion. At the end an auditor's process, which can reach
nothing but the evidence and the anchor file, checks the evidence, and refuses it once a byte of it was changed.

`story.tell` tells it. This file imports nothing, so that `python -m exchange.demo.sealed` begins with next to nothing.
"""
