"""Servers on this machine alone: who may ask, how they listen, what they show of a book.

First made for the preview (decision 0012).
"""
