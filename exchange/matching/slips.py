"""Slips of the pen: one character more, less, or other, or two neighbours swapped."""


def is_slip(one: str, other: str) -> bool:
    """Whether two different texts are one slip apart (a restricted edit distance of 1)."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    same = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, other_rest = sorted((one[same:], other[same:]), key=len)
    if len(rest) < len(other_rest):
        return rest == other_rest[1:]
    swapped = rest[1:2] + rest[:1] + rest[2:]
    return other_rest in (swapped, other_rest[:1] + rest[1:])
