"""Ground every room stands on: tables, clock, viewer, outbox, journal, keys. Knows no room."""
