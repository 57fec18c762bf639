"""What a password may not be: short, known from leaks, or made of the person's own words."""
