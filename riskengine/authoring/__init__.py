"""What authors of rule sets work with: regression suites, sampling of claims, the matrix of paragraphs, rules and cases."""
