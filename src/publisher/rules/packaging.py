"""Rules K: packaging, the writing of files."""

from publisher.rules.rule import ERROR, NOTE, Rule

CANNOT_WRITE = Rule(
    "K001",
    ERROR,
    "An output could not be written",
    why="The disk is full, or the folder is not yours to write to. What was there "
    "before is still there, whole.",
    cure="Make room, close the program that holds the file open, or choose another "
    "folder with --out.",
)
CACHE_DAMAGED = Rule(
    "K002",
    NOTE,
    "Something kept from an earlier build was damaged",
    why="Pages are kept between builds to save time, and their checksums are "
    "looked at. What was damaged was made again, so nothing is wrong with the "
    "book.",
    cure="If it comes again, look after the disk. `inv clean --cache` begins anew.",
)
MARKED_PROOF = Rule(
    "K003",
    NOTE,
    "A proof that somebody has marked was put aside",
    why="The marks were in the file that the new proof takes the place of, and would have "
    "been lost with it.",
    cure="Read the marks with `inv proof.collect` and the name that is given. When they are "
    "read, the file can go.",
)
