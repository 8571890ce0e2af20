"""Chores of the directory: `passerelle directory …`."""
