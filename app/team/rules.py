"""Who works here and when: counsellors' weekly hours, the acute reserve, absences and substitutes (K14, K28)."""
