"""Tasks for workers, some of which end badly. In a module of their own: workers import it."""

import gc
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def add(state, left, right):
    """Do what is asked."""
    return left + right


def twice(word):
    """Do what needs no state; say which process did it, too."""
    return word * 2, os.getpid()


def die_alone(file):
    """Leave the number of this process, and be killed."""
    Path(file).write_text(str(os.getpid()))
    os.kill(os.getpid(), signal.SIGKILL)


def stumble_alone():
    """Raise what a fault of the program would."""
    return {}["no such key"]


def looked(state):
    """Say how often the collector has looked at all objects of this process."""
    return gc.get_stats()[2]["collections"]


def tangle(state, pieces):
    """Leave so many objects behind that only the collector finds."""
    for _ in range(pieces):
        piece = []
        piece.append(piece)


def who(state):
    """Say which process this is."""
    return os.getpid()


def what(state):
    """Give the state of the worker."""
    return state


def remember(word):
    """Make a state of a word, and of the process it was made in."""
    return word, os.getpid()


def remember_in(file, word):
    """Make a state, and leave a mark in a file each time."""
    with Path(file).open("a") as marks:
        marks.write("x")
    return word


def fail_to_remember():
    """Make no state."""
    raise ValueError("no memory of that")


def third_is(state, number, end, argument):
    """Give the number back, unless it is 3: then end."""
    return end(state, argument) if number == 3 else number


def end_by(state, number):
    """Kill this process by a signal."""
    os.kill(os.getpid(), number)


def leave(state, status):
    """End this process without a word."""
    os._exit(status)


def leave_politely(state, status):
    """End this process as a program would."""
    sys.exit(status)


def swallow(state, size):
    """Take memory, in bytes, all of it in use; say how much."""
    return len(b"x" * size)


def need_more_than_there_is(state, _):
    """Ask for more memory than any machine has."""
    return bytearray(2**60)


def stumble(state):
    """Raise what a fault of the program would."""
    return {}["no such key"]


def bring_what_cannot_travel(state):
    """Return what cannot be pickled."""
    return lambda: None


def wait(state, folder):
    """Leave a file named by this process, and wait for a minute."""
    Path(folder, str(os.getpid())).touch()
    time.sleep(60)


def compute_for_ever(state):
    """Stay inside one call of the interpreter that no other thread can interrupt."""
    return sum(range(10**15))


def meet(state, folder, number):
    """Wait until as many processes as that have come."""
    Path(folder, str(os.getpid())).touch()
    until = time.monotonic() + 30
    while len(list(Path(folder).iterdir())) < number and time.monotonic() < until:
        time.sleep(0.005)
    return os.getpid()


def die_with_a_child(state, file):
    """Die while another program that was started here goes on; leave its number."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    Path(file).write_text(str(child.pid))
    os.kill(os.getpid(), signal.SIGKILL)


def litter(state):
    """Leave a temporary file; say where."""
    number, name = tempfile.mkstemp()
    os.close(number)
    return name


def imported(state, name):
    """Tell whether a module is here already."""
    return name in sys.modules


def main_module(state):
    """Say what file the main module is of, and whether there is a second one."""
    return getattr(
        sys.modules["__main__"], "__file__", None
    ), "__mp_main__" in sys.modules


def family(state):
    """Say which process this is, and which has forked it."""
    return os.getpid(), os.getppid()


def end_while_setting(_, *ways):
    """Die in the place of a worker that sets a unit."""
    os._exit(9)


class _Lingering:
    """Goes when the collector looks, and then waits until somebody is there."""

    def __init__(self, path):
        self.path, self.itself = Path(path), self

    def __del__(self):
        end = time.monotonic() + 5
        while not self.path.exists() and time.monotonic() < end:
            time.sleep(0.01)
        if not self.path.exists():
            self.path.with_suffix(".missed").touch()


def linger(_, path):
    """Leave much behind, and something that only the collector finds."""
    _Lingering(path)
    return len([[] for _ in range(50_000)])
