"""The goal ladder: written by the client alone, in their own words; nobody else can, by any route (K7, K8).

Owns: goals_ladder, goals_rung, goals_ladder_version (append-only). Words: tavoiteportaat/goal ladder,
osatavoite/rung. Neighbours: reads intake's client; placements and meetings may read what the client shares.
"""
