"""Words shared by all slices: refusals, money, months. Plain Python; knows neither Flask nor SQL nor the clock."""
