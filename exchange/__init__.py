"""The portable assessment exchange: one council publishes a person's signed assessment, another accepts it on a move."""
