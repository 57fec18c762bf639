"""What may be brought in, which column holds what, and what a file would do: plain Python over facts."""
