"""The search engine of the directory: a copy of its words, that can be lost and made again."""
