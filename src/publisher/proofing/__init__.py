"""Proofs of a whole book: made, compared with another revision, marked, and its errata listed.

It stands above the pipeline, for it has books made: this one, and earlier revisions of it.
Each room is asked for by its own name: who brings marks back needs nothing of what builds,
and starts in a third of the time.
"""
