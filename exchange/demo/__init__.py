"""The demonstration: real processes, real HTTP on this machine's loopback, one SQLite file each, keys made as it runs.

A federation operator and two councils are set up and started by the same commands that an operator would type. Megan
Pritchard, who does not exist, moves from Gwynedd to Ceredigion. At the end an auditor's process, which may open neither
a socket nor a database, checks the evidence, and refuses it once a single byte was changed.
"""

from exchange.demo.story import tell

__all__ = ["tell"]
