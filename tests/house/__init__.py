"""The laws of the house (design § 11).

Each law is a function that takes what it judges and answers with what is wrong and what to do about it, so that beside
the test of the house stands a test that plants the fault and sees it found.
"""
