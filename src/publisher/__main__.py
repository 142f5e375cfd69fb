"""The console command `publisher`: the same verbs as the tasks, without a tasks.py."""

import signal
import sys

from publisher.leaving import the_last


def command() -> None:
    """Run one command, the last thing this process does."""
    with the_last():
        main()


def main() -> None:
    """Run one command and leave with its exit code."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends the imports in silence
    from publisher.patience import be_patient
    from publisher.readymade import keep_compiled, that_keep_bytecode
    from publisher.seldom import BY_INVOKE, seldom_imported

    be_patient()
    keep_compiled()
    with seldom_imported(BY_INVOKE):
        import invoke  # noqa: F401 it is there when it is asked for

    from publisher import __version__
    from publisher.commandline import CommandLine
    from publisher.tasks import namespace

    program = CommandLine(
        __version__, name="publisher", binary="publisher", namespace=namespace
    )
    program.run(that_keep_bytecode(sys.argv))


if __name__ == "__main__":
    command()
