"""Proofs of a whole book: made, compared with another revision, and its errata listed.

It stands above the pipeline, for it has books made: this one, and earlier revisions of it.
"""

from publisher.proofing.describing import ProofOrder as ProofOrder
from publisher.proofing.diff import make_diff as make_diff
from publisher.proofing.errata import make_errata as make_errata
from publisher.proofing.making import make_proof as make_proof
from publisher.proofing.revisions import NoRevision as NoRevision
