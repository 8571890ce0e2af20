"""What members prove and can open: passphrases, sessions. Above the rooms, below the gate."""
