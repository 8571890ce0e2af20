"""The fictitious network that demonstrations, journeys and screenshots share."""
