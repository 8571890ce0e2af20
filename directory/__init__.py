"""The directory of partners: who exists, where, for whom, and how to call."""
