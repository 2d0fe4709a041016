"""From YAML folders to rule sets, guidance and cases, with every place kept."""
