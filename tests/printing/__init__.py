"""Rule sets and cases printed back as text, for the loader and for readers of failing tests."""
