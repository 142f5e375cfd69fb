"""What a run works with: what others do for it meanwhile is done, whatever becomes of them."""

import os
import signal
from pathlib import Path

from publisher.means import Means
from publisher.workers import Workers


def once(file, told):
    """Say what was told; but the first to be asked is killed."""
    if not Path(file).exists():
        Path(file).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return told


def test_what_is_done_aside_is_done_here_without_workers():
    """A run in one process."""
    assert "word" == Means().aside("a word", str, "word")()


def test_what_nobody_lives_to_do_aside_is_done_here(tmp_path):
    """As when the system has killed a process for want of memory."""
    with Workers(1) as workers:
        wait = Means(workers=workers).aside("a word", once, tmp_path / "mark", "word")

        assert "word" == wait()
