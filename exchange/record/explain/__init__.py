"""Explaining: what is wrong with a document, in words that a worker can act on.

A refusal holds every finding as a JSON pointer and a rule, and never a value. `explain` adds the place in plain words,
one sentence in English or Welsh, and the law that stands behind it, where one does; sentences are constants, so that
nothing of what was written can end up in them.

    for finding in refusal.findings:
        print(explain(finding, language="cy", jurisdiction="GB-WLS").sentence)
"""

from exchange.record.explain.citations import Citation
from exchange.record.explain.explained import Explained, Unfit, explain
from exchange.record.explain.labels import LABELS
from exchange.record.explain.sentences import SENTENCES

__all__ = ["LABELS", "SENTENCES", "Citation", "Explained", "Unfit", "explain"]
