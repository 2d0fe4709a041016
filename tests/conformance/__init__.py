"""The conformance suite: tables in YAML of what every evaluator of the rule language must say."""
