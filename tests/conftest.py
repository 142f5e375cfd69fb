"""Options of the test run."""

import os

import pytest

import golden_cases


def pytest_addoption(parser):
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what came out into the golden files, to be reviewed",
    )


def pytest_configure(config):
    golden_cases.updating = config.getoption("--update-golden")


@pytest.fixture(autouse=True, scope="session")
def cache_of_the_tests(tmp_path_factory):
    """Keep what tests set away from what the makers of books have set."""
    before = os.environ.get("PUBLISHER_CACHE")
    os.environ["PUBLISHER_CACHE"] = str(tmp_path_factory.mktemp("cache"))
    yield
    if before is None:
        del os.environ["PUBLISHER_CACHE"]
    else:
        os.environ["PUBLISHER_CACHE"] = before


def pytest_ignore_collect(collection_path, config):
    """Leave the thorough tests to those who ask for them: ./inv test --thorough."""
    asked = any("thorough" in str(each) for each in config.args)
    return True if collection_path.name == "thorough" and not asked else None
