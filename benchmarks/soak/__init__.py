"""The soak: many moves among real councils that are killed at every moment, over a network that does its worst.

Each council is a process of its own with server, worker and store. `case_systems` start transfers through `/v1` and
tell each one's story to its end, as `stories` has it; they ask again until they are answered. Between the councils is
the `weather`: what they send is lost, doubled, cut, kept back and answered with nonsense. `mortals` are killed with
SIGKILL, at random moments and just before and just after their commits, and started again. At the end `books` compares
what all councils hold, past the program's own store where it can.

The product knows nothing of all this: the seams are the commit, the transport and the clock that `open_node` takes.
"""
