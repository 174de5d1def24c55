"""Layouts drawn as HTML and as PDF."""
