"""Forms of the directory: fields, validators, and the value they stand for."""
