"""From a Decision to plain English, in text, Markdown, JSON and HTML."""
