"""Coming in on one's own judgement: the contact, the introductory visit, the call, and the client's own yes (K1–K5).

Owns: intake_contact (gone at a no), intake_tally (counts that remain), intake_client. Words: yhteydenotto/contact,
tutustumiskäynti/introductory visit, asiakas/client, sosiaaliohjaaja/social counsellor.
Neighbours: asks accounts for the client's person; goals, placements and attendance ask it who a client is.
"""
