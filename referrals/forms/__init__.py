"""Forms of the exchange: fields, validators, and the value they stand for."""
