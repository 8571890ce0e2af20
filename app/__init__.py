"""Roof and ground of the house: the factory above the rooms, the kernel and the territory below."""
