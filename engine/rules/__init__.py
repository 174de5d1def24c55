"""The rules of a plan: the expression language, counting, windows, eligibility and assignment."""
