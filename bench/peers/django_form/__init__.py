"""The form of sixty questions as a minimal Django application with crispy-forms."""
