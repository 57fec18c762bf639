"""Money, periods, ids, pictures: what needs no database."""
