"""Pages of accounts, one file a page; `blueprint` holds their addresses."""
