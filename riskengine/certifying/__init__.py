"""Certificates: decisions with a proof that a small program checks without the engine."""
