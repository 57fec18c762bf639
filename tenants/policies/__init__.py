"""Row-level security: the token (token.py), the texts (texts.py) and the reading of the live catalogue (catalogue.py)."""
