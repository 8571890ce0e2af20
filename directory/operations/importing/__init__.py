"""Bringing a file in: compared first, then stored whole or not at all. The caller commits."""
