"""Checks: what is wrong with the book, or with a finished file. A check is right."""
