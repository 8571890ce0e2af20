"""Rules of the exchange. Pure."""
