"""The map of the network and its coverage."""
