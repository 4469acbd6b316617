"""Money, time and counts as people write them."""

from exchange.reading.dates import Language


def say_money(pence: int) -> str:
    """`£12.50`; whole pounds without pence."""
    pounds, rest = divmod(pence, 100)
    return f"£{pounds:,}.{rest:02}" if rest else f"£{pounds:,}"


def say_minutes(minutes: int, *, language: Language) -> str:
    """`1 hour 30 minutes`, `1 awr 30 munud`."""
    hours, rest = divmod(minutes, 60)
    if language == "cy":
        parts = [f"{hours:,} awr"] * bool(hours) + [f"{rest} {'funud' if rest == 2 else 'munud'}"] * bool(rest)
        return " ".join(parts) or "0 munud"
    parts = [f"{hours:,} hour{'s' * (hours != 1)}"] * bool(hours) + [f"{rest} minute{'s' * (rest != 1)}"] * bool(rest)
    return " ".join(parts) or "0 minutes"
