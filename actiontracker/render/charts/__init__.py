"""The pictures of a board pack: each drawn once as a scene of shapes, written as SVG (web, PDF) and as PNG (Word)."""
