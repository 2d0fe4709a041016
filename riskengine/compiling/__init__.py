"""From a rule set as written to a Program: names resolved, types checked, nodes numbered."""
