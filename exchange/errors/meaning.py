"""What a code means, and the advice that many codes share."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Meaning:
    """What a code means: a sentence, what to do next, and whether trying again later may help."""

    sentence: str
    remedy: str
    heals: bool = False


CORRECT = "Correct it and send it again."
SENDER = "Ask the sender's technical contact to correct it; sending the same bytes again will not help."
RETRY = "Nothing to do: it is tried again by itself."
