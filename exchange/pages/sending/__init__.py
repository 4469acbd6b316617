"""Sending, step by step: whose records, to which council and when, what of them goes along, and a last look.

What was filled in is kept as a draft of whoever sends, so that nothing is lost; it is destroyed once it is sent.
"""

from exchange.pages.sending.steps import router

__all__ = ["router"]
