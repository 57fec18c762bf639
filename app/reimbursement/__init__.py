"""Reimbursement: what the municipality pays an association for attended days, if it has decided to pay (K18).

Owns: reimbursement_template, reimbursement_policy, reimbursement_claim, reimbursement_line.
Words: korvaus/reimbursement, korvauspäätös/policy, esimerkki/template, korvauslaskelma/claim, rivi/line.
Neighbours: pulls confirmed months from attendance and periods from placements; nobody below knows of it.
No decision, no payment and no page about money. Cents only; whoever prepares a claim never approves it.
"""
