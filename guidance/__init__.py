"""The guidance that the shipped rule sets cite: data, no code."""
