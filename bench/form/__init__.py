"""The form of 60 questions that the site and a minimal Django application are measured with."""
