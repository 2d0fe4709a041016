"""From a Program and a case's values to truths, and to what every completion of the unknown allows."""
