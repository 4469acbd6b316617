"""Changing one byte of an evidence file, where it hurts: in the signed payload of the first record."""

import json


def flip_first_record(evidence: bytes) -> bytes:
    """The same file with one character changed in the middle of the first record's payload."""
    record = json.loads(evidence)["records"][0]["record"]
    header, payload, _signature = record.split("~")[0].split(".")
    place = evidence.index(record.encode()) + len(header) + 1 + len(payload) // 2
    changed = b"A" if evidence[place : place + 1] != b"A" else b"B"
    return evidence[:place] + changed + evidence[place + 1 :]
