"""Rules of the directory. Pure."""
