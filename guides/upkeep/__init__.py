"""What keeps the site right for years: official addresses that are asked, and letters about what is to be done."""
