"""What `python -m invoke` does, with less to import before and less to take apart after.

`inv` ends with it; `publisher` has a command of its own.
"""

import sys

from publisher.leaving import the_last


def main() -> None:
    """Run Invoke as Python would."""
    from runpy import run_module

    from publisher.patience import be_patient
    from publisher.readymade import keep_compiled, that_keep_bytecode
    from publisher.seldom import BY_INVOKE, seldom_imported

    be_patient()
    keep_compiled()
    with seldom_imported(BY_INVOKE):
        import invoke  # noqa: F401 it is there when it is run
    sys.argv = that_keep_bytecode(sys.argv)
    run_module("invoke", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    with the_last():
        main()
