"""What the directory holds, as each viewer may read it: scope first, everything else narrows it."""
