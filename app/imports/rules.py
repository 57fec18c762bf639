"""What a municipality brings in from spreadsheets: associations, sites, contact people, tasks and staff."""
