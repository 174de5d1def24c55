"""Layouts drawn as HTML and as PDF, in Chinese that reads like a printed form."""

from engine.printing.fonts import FontsMissing, missing_glyphs
from engine.printing.html import render_html, render_html_body
from engine.printing.pdf import RenderError, TooLong, render_pdf
from engine.printing.renderer import Renderer

__all__ = [
    "FontsMissing",
    "RenderError",
    "Renderer",
    "TooLong",
    "missing_glyphs",
    "render_html",
    "render_html_body",
    "render_pdf",
]
