"""What `python -m invoke` does, with less to import before and less to take apart after.

`inv` ends with it; `publisher` has a command of its own.
"""

import sys

from publisher.leaving import the_last


def main() -> None:
    """Run Invoke on the tasks of the folder that is named."""
    from publisher.patience import be_patient
    from publisher.readymade import keep_compiled, that_keep_bytecode
    from publisher.seldom import BY_INVOKE, seldom_imported

    be_patient()
    keep_compiled()
    with seldom_imported(BY_INVOKE):
        from invoke import __version__

    from publisher.commandline import CommandLine

    names = ["invoke", "inv"]
    program = CommandLine(__version__, name="Invoke", binary="inv", binary_names=names)
    program.run(that_keep_bytecode(sys.argv))


if __name__ == "__main__":
    with the_last():
        main()
