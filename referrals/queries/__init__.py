"""What a viewer may read of the exchange; what is not hers does not exist."""
