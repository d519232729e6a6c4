"""What programs of others read: offices, guides, the questionnaire and what has changed, all of the release."""
