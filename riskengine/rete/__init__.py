"""The second evaluator: durable-rules, an engine that others wrote, and the check that both come to the same."""
