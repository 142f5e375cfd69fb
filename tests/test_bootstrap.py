"""`./inv`: what it sets up, when it does so, and what it hands on.

The world at its edge is faked by small scripts: a Python that writes down what it is
asked, an apt-get, an id. The real thing is what `.ci/run` does in a fresh clone.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib
import zipfile
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1]
LOCKS = sorted((HOUSE / "requirements").glob("*.txt"))

# Both the system's Python and, copied into .venv/bin, the environment's.
PYTHON = """#!/bin/sh
case "$*" in
    -V) echo "Python ${FAKE_PYTHON:-3.13.1}"; exit ;;
    *base_prefix*) echo "${FAKE_GOOD-good}"; exit ;;
    *sysconfig*) echo "${0%/bin/*}/lib"; exit ;;
    *"import ensurepip"*) [ -n "${FAKE_DEBIAN:-}" ] && ! [ -e "$FAKE/installed" ]; exit $((! $?)) ;;
    *python%d*) echo python3.13-venv; exit ;;
    *flock*) exec "$REAL_PYTHON" "$@" ;;
    -c*) exit ;;
esac
echo "$*" >>"$FAKE/calls"
case "$*" in
    "-m venv --clear "*) rm -rf "$4"; mkdir -p "$4/bin" "$4/lib"; cp "$0" "$4/bin/python" ;;
    "-m pip "*) sleep "${FAKE_SECONDS:-0}"; exit "${FAKE_PIP:-0}" ;;
    *"doctor packages"*) [ -e "$FAKE/installed" ] || printf "${FAKE_MISSING:-}" ;;
    *"doctor missing"*)
        [ -z "${FAKE_MISSING:-}" ] || [ -e "$FAKE/installed" ] ||
            { echo "type: sudo apt-get install $FAKE_MISSING"; exit 1; } ;;
    *"-m publisher.invoking "*) for word in "$@"; do echo "word: $word"; done; exit "${FAKE_STATUS:-0}" ;;
esac
"""
APT = """#!/bin/sh
echo "apt-get $*" >>"$FAKE/calls"
[ "$*" = "-qq update" ] && exit
[ "${FAKE_APT:-0}" = 0 ] && touch "$FAKE/installed"
exit "${FAKE_APT:-0}"
"""
SUDO = """#!/bin/sh
exit 1
"""


class House:
    """A checkout in a folder with spaces in its name, on a faked machine."""

    def __init__(self, folder):
        self.root = folder / "a new house"
        self.fake = folder / "fake"
        (self.root / "requirements").mkdir(parents=True)
        self.fake.mkdir()
        shutil.copy(HOUSE / "inv", self.root / "inv")
        for name in ("main", "dev"):
            (self.root / "requirements" / f"{name}.txt").write_text(f"{name} 1\n")
        self.program("python3.13", PYTHON)
        self.program("apt-get", APT)
        self.program("sudo", SUDO)
        self.program("id", "#!/bin/sh\necho 0\n")

    def program(self, name, text):
        """Put a program on the PATH, before the machine's own."""
        path = self.fake / name
        path.write_text(text)
        path.chmod(0o755)

    def start(self, *words, program=None, **environment):
        """Start `inv` in another folder, as a person would."""
        kept = {
            "PATH": f"{self.fake}:/usr/bin:/bin",
            "FAKE": str(self.fake),
            "REAL_PYTHON": sys.executable,
        }
        return subprocess.Popen(
            [program or self.root / "inv", *words],
            cwd=self.fake,
            env=kept | environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def inv(self, *words, **environment):
        """Run `inv` to its end; give its exit code, its output and what it said."""
        process = self.start(*words, **environment)
        out, said = process.communicate(timeout=60)
        return process.returncode, out, said

    def calls(self, about=""):
        """Take what the faked machine was asked to do since the last look."""
        log = self.fake / "calls"
        lines = log.read_text().splitlines() if log.exists() else []
        log.unlink(missing_ok=True)
        return [line for line in lines if about in line]


@pytest.fixture
def house(tmp_path):
    return House(tmp_path)


def test_the_first_run_fills_an_environment_from_the_lock(house):
    """One environment, one set of packages, each with its hash, and then Invoke."""
    status, _, said = house.inv("--list")

    venv, pip, invoke = house.calls()
    assert 0 == status
    assert f"-m venv --clear {house.root}/.venv" == venv
    assert "--require-hashes" in pip
    assert pip.endswith("requirements/main.txt")
    assert f"-P -m publisher.invoking --search-root {house.root} --list" == invoke
    assert 2 == len(said.splitlines()), "one line for each thing done"


def test_a_second_run_only_starts(house):
    """No environment is made, no package asked for; the start takes under half a second."""
    house.inv("build")
    house.calls()

    before = time.perf_counter()
    status, _, said = house.inv("build")

    assert time.perf_counter() - before < 0.5
    assert (0, "") == (status, said)
    assert 1 == len(house.calls())


def test_words_and_exit_code_pass_through_unchanged(house):
    """Invoke gets each word as it was typed, and its exit code is ours."""
    words = ("build", "--book", "my  book's $HOME", "", "*")

    status, out, _ = house.inv(*words, FAKE_STATUS="1")

    given = [line.removeprefix("word: ") for line in out.splitlines()]
    assert 1 == status
    assert list(words) == given[-len(words) :]


def test_it_can_be_called_through_a_link(house):
    """A link somewhere on the PATH leads to the same house."""
    link = house.fake / "publish"
    link.symlink_to(house.root / "inv")

    assert 0 == house.inv("--list", program=link)[0]
    assert (house.root / ".venv").is_dir()


def test_the_path_file_leads_to_the_sources(house):
    """The sources are found from inside .venv by a path that survives a move."""
    house.inv("--list")

    assert "../../../../src\n" == (house.root / ".venv/lib/publisher.pth").read_text()


@pytest.mark.parametrize("verb", ["fmt", "lint", "bench", "test", "ci"])
def test_makers_verbs_bring_the_makers_packages(house, verb):
    """The set of the tests is installed over that of the book, once."""
    house.inv("--list")
    house.inv(verb)
    house.inv(verb)

    sets = [line.rpartition("/")[2] for line in house.calls("-m pip")]
    assert ["main.txt", "dev.txt"] == sets


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"FAKE_PYTHON": "3.13.2"}, id="another Python"),
        pytest.param({}, id="another lock"),
    ],
)
def test_what_an_environment_was_made_from_may_not_change(house, changed):
    """Another Python or another lock makes the environment anew."""
    house.inv("--list")
    house.calls()
    if not changed:
        (house.root / "requirements/main.txt").write_text("main 2\n")

    house.inv("--list", **changed)

    assert 1 == len(house.calls("-m venv"))


def test_a_set_up_that_failed_half_way_begins_anew(house):
    """Nothing that was left half full is taken for ready."""
    status, out, said = house.inv("build", FAKE_PIP="1")

    assert (2, "") == (status, out)
    assert "could not be installed" in said
    house.calls()
    assert 0 == house.inv("build")[0]
    assert 1 == len(house.calls("-m venv"))


def test_a_set_up_that_was_killed_begins_anew(house):
    """Neither a half-full environment nor a lock is left behind by a kill."""
    process = house.start("build", FAKE_SECONDS="30")
    while "-m pip" not in "".join(house.calls()):
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()

    assert 0 == house.inv("build")[0]
    assert 1 == len(house.calls("-m venv"))


def test_two_at_once_set_up_once(house):
    """The second waits for the first and finds all done."""
    first = house.start("build", FAKE_SECONDS="1")
    second = house.start("build", FAKE_SECONDS="1")

    said = first.communicate()[1] + second.communicate()[1]
    assert [0, 0] == [first.returncode, second.returncode]
    assert "waiting" in said
    calls = house.calls()
    assert 1 == sum("-m pip" in call for call in calls)
    assert 2 == sum("-m publisher.invoking" in call for call in calls)


def test_missing_programs_are_installed_where_that_is_allowed(house):
    """Root gets Pango by apt-get, without a question."""
    status, _, said = house.inv("build", FAKE_MISSING="libpango")

    assert 0 == status
    assert "installing with apt-get: libpango" in said
    [apt] = house.calls("apt-get")
    assert apt.endswith("install libpango")
    assert " -y " in apt


def test_an_old_list_of_packages_is_renewed(house):
    """Where apt-get cannot install, it is tried again after an update."""
    status, _, said = house.inv("build", FAKE_MISSING="libpango", FAKE_APT="100")

    asked = [call.rpartition(" ")[0].split()[-1] for call in house.calls("apt-get")]
    assert ["install", "-qq", "install"] == asked
    assert 2 == status
    assert "type: sudo apt-get install libpango" in said


def test_without_rights_it_says_what_to_type(house):
    """Without root or sudo nothing is installed, and the exit code is 2."""
    house.program("id", "#!/bin/sh\necho 1000\n")

    status, out, said = house.inv("build", FAKE_MISSING="libpango")

    assert (2, "") == (status, out)
    assert "type: sudo apt-get install libpango" in said
    assert [] == house.calls("apt-get -")


def test_verbs_that_set_no_type_need_no_pango(house):
    """The doctor can be asked while something is missing."""
    house.program("id", "#!/bin/sh\necho 1000\n")

    assert 0 == house.inv("doctor", FAKE_MISSING="libpango")[0]


def test_ci_insists_on_every_tool(house):
    """A program that only tests need stops CI."""
    house.program("id", "#!/bin/sh\necho 1000\n")

    assert 2 == house.inv("test", FAKE_MISSING="qpdf", CI="true")[0]
    assert 2 == house.inv("test", FAKE_MISSING="qpdf", PUBLISHER_TOOLS="required")[0]


def test_a_debian_without_venv_gets_it(house):
    """Debian keeps the filling of environments in a package of its own."""
    status, _, said = house.inv("--list", FAKE_DEBIAN="yes")

    assert 0 == status
    assert house.calls("apt-get")[0].endswith(" install python3.13-venv")
    assert "installing with apt-get: python3.13-venv" in said


def test_a_python_optimised_by_profile_is_preferred(house):
    """One that somebody compiled in haste makes books take longer, though it comes first."""
    house.program("python3.12", PYTHON)
    house.program("python3.13", PYTHON.replace("${FAKE_GOOD-good}", ""))

    _, _, said = house.inv("--list")

    assert f"({house.fake}/python3.12)" in said


def test_the_writer_may_name_the_python(house):
    """Also one that would not be preferred, in a folder with a space in its name."""
    house.program("my python", PYTHON)
    mine = f"{house.fake}/my python"

    _, _, said = house.inv("--list", FAKE_GOOD="", PUBLISHER_PYTHON=mine)

    assert f"({mine})" in said


def test_the_script_is_legal_for_a_plain_shell():
    """No feature of bash is needed."""
    subprocess.run(["/bin/sh", "-n", HOUSE / "inv"], check=True)


# ------------------------------------------------------------------------ the locks


def locked(name):
    """Give name → version of a lock file; every entry must have a hash."""
    text = (HOUSE / "requirements" / f"{name}.txt").read_text("utf-8")
    entries = re.findall(
        r"^(\S+)==(\S+)[^\n]*\\\n    --hash=sha256:[0-9a-f]{64}", text, re.M
    )
    assert len(entries) == len(re.findall(r"^[^\s#]", text, re.M))
    return dict(entries)


def plain(requirement):
    """Write "Ruamel.YAML==1; python_version < '4'" as the lock does: name and version."""
    name, version = requirement.partition(";")[0].strip().split("==")
    return re.sub(r"[-_.]+", "-", name).lower(), version


def test_every_pin_of_the_project_is_locked():
    """What pyproject.toml states is what is installed."""
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))
    main, dev = locked("main"), locked("dev")

    for requirement in project["project"]["dependencies"]:
        name, version = plain(requirement)
        assert version == main[name]
    for requirement in (
        project["dependency-groups"]["dev"] + project["build-system"]["requires"]
    ):
        name, version = plain(requirement)
        assert version == dev[name]


def test_the_makers_set_holds_the_main_set():
    """Tests run with the very packages books are made with."""
    assert locked("main").items() <= locked("dev").items()


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_no_lock_names_a_place(path):
    """Names, versions and hashes: where packages come from is the machine's business."""
    text = path.read_text("utf-8")

    assert not re.search(r"://|^\s*--(?!hash)|\s/", text, re.M)


# ------------------------------------------------------------------------ the wheel


def test_the_wheel_is_complete(tmp_path):
    """An installed publisher has its styles, fonts, templates and console command."""
    subprocess.run(
        [
            *(
                sys.executable,
                "-m",
                "pip",
                "wheel",
                "--quiet",
                "--no-deps",
                "--no-index",
            ),
            *("--no-build-isolation", "--wheel-dir", tmp_path, HOUSE),
        ],
        check=True,
        env=os.environ | {"PIP_DISABLE_PIP_VERSION_CHECK": "1"},
    )
    [wheel] = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
        archive.extractall(tmp_path / "installed")

    source = HOUSE / "src/publisher"
    expected = {
        f"publisher/{path.relative_to(source)}"
        for path in source.rglob("*")
        if path.is_file() and path.parent.name != "__pycache__"
    } | {
        f"publisher/{path.relative_to(HOUSE)}"
        for path in (HOUSE / "styles").rglob("*")
        if path.is_file()
    }
    assert expected <= packed
    assert any(name.endswith("licenses/LICENSE") for name in packed)
    said = subprocess.run(
        [sys.executable, "-m", "publisher", "--version"],
        cwd=tmp_path / "installed",
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(tmp_path / "installed")},
        check=True,
        capture_output=True,
        text=True,
    )
    assert said.stdout.startswith("publisher ")
