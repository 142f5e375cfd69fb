"""The console command `publisher`: the same verbs as the tasks, without a tasks.py."""

import signal


def main() -> None:
    """Run one command and leave with its exit code."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends the imports in silence
    from invoke import Program

    from publisher import __version__
    from publisher.tasks import namespace

    Program(name="publisher", version=__version__, namespace=namespace).run()


if __name__ == "__main__":
    main()
