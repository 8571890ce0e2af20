"""Closed lists of the trade, as data: categories, needs, national numbers."""
