"""Small books that are kept in git, with tags."""

import subprocess

from small_books import written

WHO = ("-c", "user.name=A Maker", "-c", "user.email=maker@example.org")


def git(home, *words):
    """Have git do something in the folder above a book's."""
    told = subprocess.run(
        ["git", "-C", home.parent, *WHO, *words],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return told.stdout


def kept(folder, *texts, tag="v1", **options):
    """Write a book, commit and tag it; return its folder."""
    home = written(folder / "manuscript", *texts, **options)
    git(home, "init", "--quiet", "--initial-branch=main")
    saved(home, tag)
    return home


def saved(home, tag):
    """Commit all, under a tag."""
    git(home, "add", "--all")
    git(home, "commit", "--quiet", "--allow-empty", "-m", tag)
    git(home, "tag", tag)
