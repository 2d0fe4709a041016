"""The rule sets that ship with riskengine: data, no code."""
