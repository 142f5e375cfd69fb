"""Options of the test run."""

import copyreg
import fcntl
import os
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

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


@pytest.fixture(scope="session")
def common(tmp_path_factory):
    """Give the folder that all processes of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(autouse=True, scope="session")
def cache_of_the_tests(common):
    """Keep what tests set away from what the makers of books have set."""
    before = os.environ.get("PUBLISHER_CACHE")
    os.environ["PUBLISHER_CACHE"] = str(common / "cache")
    yield
    if before is None:
        del os.environ["PUBLISHER_CACHE"]
    else:
        os.environ["PUBLISHER_CACHE"] = before


@pytest.fixture(scope="session")
def built(common):
    """Build our own book once for all processes, as `./inv build --strict` does."""
    out, home = common / "dist", Path(__file__).parents[1] / "manuscript"
    with _alone(common / "built.lock"):
        made = common / "built.pickle"
        if not made.exists():
            with hired(keep=False) as means:
                outcome = pipeline.build(home, out, means, pipeline.Order(strict=True))
            found = [each.headline for each in outcome.found]
            assert not outcome.failed(strict=True), found
            copyreg.pickle(MappingProxyType, _as_dict)  # pickle does not know it
            made.write_bytes(pickle.dumps(outcome))
    return pickle.loads(made.read_bytes()), out


def _as_dict(table: MappingProxyType) -> tuple[object, ...]:
    return dict, (dict(table),)


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Let one process after the other in."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def pytest_ignore_collect(collection_path, config):
    """Leave the thorough tests to those who ask for them: ./inv test --thorough."""
    asked = any("thorough" in str(each) for each in config.args)
    return True if collection_path.name == "thorough" and not asked else None


@pytest.fixture
def savings_as_before():
    """Give the savings, and end with those that were in place."""
    from publisher.layout.inside import savings  # and WeasyPrint, for few tests

    before = savings.installed()
    yield savings
    savings.remove()
    if before:
        savings.install(*before)


@pytest.fixture
def no_savings(savings_as_before):
    """Begin with WeasyPrint alone; put back what was in place."""
    savings_as_before.remove()
