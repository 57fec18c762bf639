"""What is asked for is not there, or not for the one who asks: the two are never told apart."""


class Missing(LookupError):
    """A query for one thing found none; web answers 404."""
