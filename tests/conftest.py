"""Options of the test run."""

import golden_cases


def pytest_addoption(parser):
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what came out into the golden files, to be reviewed",
    )


def pytest_configure(config):
    golden_cases.updating = config.getoption("--update-golden")
