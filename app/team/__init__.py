"""Who works here and when: counsellors' weekly hours, the acute reserve, absences and substitutes (K14, K28).

Words: työaika/working time, akuuttivara/acute reserve, poissaolo/absence, sijainen/substitute.
Neighbours: people and memberships are of accounts; intake, meetings and opening read capacity from here.
"""
