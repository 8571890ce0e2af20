"""The exchange: a person handed on, acknowledged, answered."""
