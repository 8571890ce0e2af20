"""Rules of the map. Pure."""
