"""Heads-ups: whose customers are concerned, who is asked to tell them, and how far that is. Row M10."""
