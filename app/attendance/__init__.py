"""Attendance: who came on the agreed days, marked by the association and confirmed by it month by month (F1–F5).

Owns: attendance_event (only ever added to), attendance_day (what the events say now), attendance_month (confirmed).
Words: läsnäolo/attendance, merkintä/mark, päivälista/roster, kuukauden vahvistaminen/confirming a month.
Neighbours: reads placements; reimbursement pulls its confirmed months. Attendance never learns that money exists.
The association says present or absent and nothing else: why somebody is away is not its business.
"""
