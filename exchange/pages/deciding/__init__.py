"""Deciding, need by need: `pages` are the doors, and each other file is one part of the decision."""

from exchange.pages.deciding.pages import router

__all__ = ["router"]
