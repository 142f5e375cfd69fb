"""Options of the test run."""

import os
from pathlib import Path

import pytest

import golden_cases
from publisher import pipeline
from publisher.means import hired


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


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """Build our own book once for all, as `./inv build --strict` does."""
    out, home = (
        tmp_path_factory.mktemp("dist"),
        Path(__file__).parents[1] / "manuscript",
    )
    with hired(keep=False) as means:
        outcome = pipeline.build(home, out, means, pipeline.Order(strict=True))
    assert not outcome.failed(strict=True), [each.headline for each in outcome.found]
    return outcome, out


def pytest_ignore_collect(collection_path, config):
    """Leave the thorough tests to those who ask for them: ./inv test --thorough."""
    asked = any("thorough" in str(each) for each in config.args)
    return True if collection_path.name == "thorough" and not asked else None
