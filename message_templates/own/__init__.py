"""A team's own words in place of the shipped ones: each file is tried first, and a faulty one is not used."""

from message_templates.own.read import Own, own_words, use_own_words

__all__ = ["Own", "own_words", "use_own_words"]
