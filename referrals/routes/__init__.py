"""Pages of the exchange, one file a page; `blueprint` holds their addresses."""
