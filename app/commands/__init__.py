"""Commands of those who run an installation; each file is one subject."""
