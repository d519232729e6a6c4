"""Programs beside the site: starting it, checking it, drawing pictures of it."""
