"""The house: one package per concept of the domain, imports going down only (design § 4)."""
