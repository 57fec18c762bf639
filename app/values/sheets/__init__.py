"""Sheets that people send and take along: CSV and XLSX read within stated bounds, and written so that no cell is ever
worked out as a formula (ASVS v5.0.0-1.2.10, 5.2.2, 5.2.3). Every export and every template goes through `writing`.
"""

from app.values.sheets.bounds import BYTES_AT_MOST, COLUMNS_AT_MOST, ROWS_AT_MOST, Row, Sheet
from app.values.sheets.reading import read
from app.values.sheets.writing import Column, as_csv, as_xlsx

__all__ = ["BYTES_AT_MOST", "COLUMNS_AT_MOST", "ROWS_AT_MOST", "Column", "Row", "Sheet", "as_csv", "as_xlsx", "read"]
