"""Differential fuzzing: whole random rule sets and cases, on which every evaluator must agree."""
