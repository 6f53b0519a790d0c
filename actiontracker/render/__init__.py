"""Report records laid out as text: terminal, plain, CSV, JSON, Markdown, words."""
