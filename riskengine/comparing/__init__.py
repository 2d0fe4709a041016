"""One case under two editions of a rule set: what differs between them, and which of the differences make a difference."""
