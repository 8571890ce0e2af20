"""Forms of accounts, one file a page."""
