"""Work is done side by side; whoever dies is named, and nothing is left behind."""

import os
import platform
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import odd_jobs
from publisher.workers import Died, TaskFailed, Workers, cores, usable_cores
from publisher.workers.work import FEW

MEGABYTE = 1024**2


def results(workers, function, *arguments):
    """Do the same with each of these arguments; list the results in this order."""
    tasks = [(f"task {number}", told) for number, told in enumerate(arguments)]
    done = dict(workers.run(function, tasks))
    assert set(range(len(tasks))) == set(done)
    return [done[number] for number in range(len(tasks))]


def until(true):
    """Wait for something to become true, for half a minute at most."""
    end = time.monotonic() + 30
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


def exists(pid):
    """Tell whether a process is there, be it only for want of a funeral."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def works(pid):
    """Tell whether a process is there and not dead: in a container none may bury it."""
    if not Path("/proc/self").exists():
        return exists(pid)
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2]
    except OSError:
        return False
    return not state.startswith("Z")


def script(folder, *lines):
    """Write a program that uses workers; give the command that runs it."""
    path = folder / "script.py"
    head = ["import sys, odd_jobs", "from publisher.workers import Workers"]
    path.write_text("\n".join((*head, *lines)), "utf-8")
    return [sys.executable, path]


def environment():
    """Give the environment of a Python that finds what this one finds."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


@pytest.fixture(scope="module")
def two():
    """Give two workers, for tests after which they can go on."""
    with Workers(2) as workers:
        yield workers


# ------------------------------------------------------------------------- the work


@pytest.mark.parametrize("jobs", [0, 1, 2])
def test_every_task_has_its_result(jobs):
    """With as many processes as one likes, or none."""
    with Workers(jobs) as workers:
        sums = results(workers, odd_jobs.add, *((number, 1) for number in range(20)))

    assert list(range(1, 21)) == sums


def test_no_tasks_are_no_work(two):
    """Then there are no results."""
    assert [] == list(two.run(odd_jobs.add, []))


def test_large_arguments_and_results_pass(two):
    """More than a socket holds, both ways at once."""
    text = "ä" * 5_000_000

    assert [text + text] * 3 == results(two, odd_jobs.add, *[(text, text)] * 3)


def test_workers_are_kept_for_the_next_run():
    """What they have imported and remembered is worth keeping."""
    with Workers(1) as workers:
        first = results(workers, odd_jobs.who, (), ())
        then = results(workers, odd_jobs.who, (), ())

    assert 1 == len({*first, *then})


def test_the_collector_is_asked_after_tasks_that_leave_much():
    """Of what others leave it finds nothing that could not wait."""
    with Workers(1) as workers:
        few = results(workers, odd_jobs.tangle, (10,))
        (before,) = results(workers, odd_jobs.looked, ())
        (after_few,) = results(workers, odd_jobs.looked, ())
        many = results(workers, odd_jobs.tangle, (FEW + 1_000,))
        (after_many,) = results(workers, odd_jobs.looked, ())

    assert few == many == [None]
    assert before == after_few
    assert after_many == before + 1


def test_one_job_is_a_process_of_its_own():
    """The process of the build stays small."""
    with Workers(1) as workers:
        assert [os.getpid()] != results(workers, odd_jobs.who, ())


def test_without_jobs_the_work_is_done_in_this_process():
    """There a debugger sees it."""
    with Workers(0) as workers:
        assert [os.getpid()] == results(workers, odd_jobs.who, ())


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_as_many_are_at_work_as_were_asked_for(jobs, tmp_path):
    """All of them meet, and nobody else is there."""
    with Workers(jobs) as workers:
        met = results(workers, odd_jobs.meet, *[(str(tmp_path), jobs)] * 10)

    assert jobs == len(set(met)) == len(list(tmp_path.iterdir()))


def test_there_are_by_default_as_many_as_cores_we_may_use():
    """Not as many as the machine has."""
    assert 1 <= Workers().jobs == usable_cores() <= os.cpu_count()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such file")
@pytest.mark.parametrize(
    ("share", "expected"),
    [("max 100000", 4), ("150000 100000", 2), ("800000 100000", 4), ("50 100", 1)],
)
def test_the_share_of_a_container_counts(share, expected, tmp_path, monkeypatch):
    """It sees all cores of the machine."""
    (tmp_path / "cpu.max").write_text(share)
    monkeypatch.setattr(cores, "SHARE", tmp_path / "cpu.max")
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2, 3})

    assert expected == usable_cores()


def test_modules_are_imported_before_the_fork():
    """Each worker finds them there."""
    with Workers(1, preload=("wave",)) as workers:
        assert [True] == results(workers, odd_jobs.imported, ("wave",))
    with Workers(1) as workers:
        assert [False] == results(workers, odd_jobs.imported, ("wave",))


def test_a_module_that_cannot_be_imported_keeps_no_other_from_it():
    """The first task that needs it will say what is wrong with it."""
    with Workers(1, preload=("no_such_module", "wave")) as workers:
        assert [True] == results(workers, odd_jobs.imported, ("wave",))


def test_the_main_module_is_left_alone(tmp_path):
    """What runs once, Invoke for instance, does not run again in each worker."""
    command = script(
        tmp_path,
        "print('main')",
        "with Workers(2) as workers:",
        "    print(list(workers.run(odd_jobs.main_module, [('task', ())])))",
    )

    finished = subprocess.run(
        command, capture_output=True, text=True, env=environment(), check=True
    )

    assert "main\n[(0, (None, False))]\n" == finished.stdout
    assert "" == finished.stderr


@pytest.mark.parametrize("jobs", [0, 1, 2])
def test_a_task_aside_is_done_while_a_run_goes_on(jobs):
    """By nobody of the run, and without the state it would cost to make."""
    with Workers(jobs, initial=odd_jobs.fail_to_remember) as workers:
        wait = workers.aside("aside", odd_jobs.twice, "so ")
        with pytest.raises(TaskFailed, match="no memory of that"):
            results(workers, odd_jobs.what, ())

        assert "so so " == wait()[0]


def test_who_did_a_task_aside_does_the_next():
    """What it has imported is there already."""
    with Workers(1) as workers:
        (_, first), (_, second) = (
            workers.aside("aside", odd_jobs.twice, word)() for word in ("so", "again")
        )
        (other,) = results(workers, odd_jobs.who, ())

        assert first == second != other

    assert not exists(first)


def test_a_task_aside_that_ends_badly_is_named(tmp_path):
    """Nobody waits for ever, and the next such task is none the worse for it."""
    with Workers(1) as workers:
        dead = workers.aside("the file", odd_jobs.die_alone, str(tmp_path / "pid"))()
        with pytest.raises(TaskFailed, match="the file: Traceback"):
            workers.aside("the file", odd_jobs.stumble_alone)()
        (word, pid) = workers.aside("the file", odd_jobs.twice, "so")()
        os.kill(pid, signal.SIGKILL)
        until(lambda: not works(pid))
        at_rest = workers.aside("the file", odd_jobs.twice, "so")()

        assert isinstance(dead, Died)
        assert "the file" == dead.name
        assert "soso" == word
        assert isinstance(at_rest, Died)
        assert "soso" == workers.aside("the file", odd_jobs.twice, "so")()[0]


# ------------------------------------------------------------------------ twins


def test_a_twin_knows_what_nobody_told_it():
    """And what it does to it is not seen here; nothing of it is left."""
    known = ["so"]
    with Workers(2) as workers:
        results(workers, odd_jobs.who, ())
        wait = workers.twin(
            "a twin", lambda: (known.append("again"), known, os.getpid())
        )
        _, learned, twin = wait()
        (other,) = results(workers, odd_jobs.who, ())

    assert ["so", "again"] == learned
    assert ["so"] == known
    assert twin not in {os.getpid(), other}
    assert not exists(twin)


def test_a_twin_may_have_workers_of_its_own():
    """Those of its twin are not."""
    with Workers(2) as workers:
        (before,) = results(workers, odd_jobs.who, ())
        (other,) = workers.twin("a twin", lambda: results(workers, odd_jobs.who, ()))()
        (after,) = results(workers, odd_jobs.who, ())

    assert before == after != other


def test_a_twin_that_ends_badly_is_named():
    """Nobody waits for ever."""
    with Workers(2) as workers:
        dead = workers.twin("a twin", lambda: os.kill(os.getpid(), signal.SIGKILL))()
        with pytest.raises(TaskFailed, match="a twin: Traceback"):
            workers.twin("a twin", lambda: odd_jobs.stumble_alone())()

        assert isinstance(dead, Died)
        assert "a twin" == dead.name


def test_a_twin_nobody_waits_for_ends_with_the_workers(tmp_path):
    """It is not left to work for nobody."""
    with Workers(2) as workers:
        workers.twin("a twin", lambda: odd_jobs.wait(None, str(tmp_path)))
        until(lambda: list(tmp_path.iterdir()))

    (pid,) = (int(file.name) for file in tmp_path.iterdir())
    assert not exists(pid)


def test_there_are_no_twins_of_a_process_with_threads():
    """What these hold shut nobody would open; and one process at a time is no quicker."""
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    with Workers(2) as two, Workers(1) as one:
        assert one.twin("a twin", list) is None
        thread.start()
        try:
            assert two.twin("a twin", list) is None
        finally:
            stop.set()
            thread.join()
        assert [] == two.twin("a twin", list)()


# ------------------------------------------------------------------------ the state


@pytest.mark.parametrize("jobs", [0, 1])
def test_the_state_is_made_once_however_many_tasks_there_are(jobs, tmp_path):
    """It may be dear."""
    marks = tmp_path / "marks"
    told = (str(marks), "word")

    with Workers(jobs, initial=odd_jobs.remember_in, arguments=told) as workers:
        assert ["word"] * 5 == results(workers, odd_jobs.what, *[()] * 5)

    assert "x" == marks.read_text()


def test_a_renewed_state_is_made_before_there_is_a_task(tmp_path):
    """By one worker, and once: it is at hand when the first task comes."""
    marks = tmp_path / "marks"

    with Workers(2, initial=odd_jobs.remember_in) as workers:
        workers.renew(str(marks), "word")
        end = time.monotonic() + 60
        while not marks.exists() and time.monotonic() < end:
            time.sleep(0.01)
        assert "x" == marks.read_text()
        assert ["word"] == results(workers, odd_jobs.what, ())

    assert "x" == marks.read_text()


@pytest.mark.parametrize("jobs", [0, 2])
def test_a_renewed_state_is_what_the_next_task_sees(jobs):
    """In every worker, whether it was there before or not."""
    with Workers(jobs, initial=odd_jobs.remember, arguments=("old",)) as workers:
        before = results(workers, odd_jobs.what, *[()] * 10)
        workers.renew("new")
        after = results(workers, odd_jobs.what, *[()] * 10)

    assert {"old"} == {word for word, _ in before}
    assert {"new"} == {word for word, _ in after}


def test_the_state_is_made_in_the_worker():
    """So it need not be something that can be sent."""
    with Workers(1, initial=odd_jobs.remember, arguments=("word",)) as workers:
        ((_, pid),) = results(workers, odd_jobs.what, ())

    assert os.getpid() != pid


# ------------------------------------------------------------- tasks that end badly


@pytest.mark.parametrize("jobs", [0, 2])
def test_an_exception_is_raised_with_the_task_and_the_traceback(jobs):
    """A fault of the program is no finding, and is not swallowed."""
    with Workers(jobs) as workers:
        with pytest.raises(TaskFailed) as raised:
            list(workers.run(odd_jobs.stumble, [("ch07.md", ())]))
        assert ["still here"] == results(workers, odd_jobs.add, ("still ", "here"))

    assert "ch07.md" == raised.value.name
    assert str(raised.value).startswith("ch07.md: Traceback")
    assert "in stumble" in raised.value.text
    assert "KeyError: 'no such key'" in raised.value.text


@pytest.mark.parametrize("jobs", [0, 1])
def test_a_state_that_cannot_be_made_is_an_exception_too(jobs):
    """Nothing hangs, and nothing is done without a state."""
    with (
        Workers(jobs, initial=odd_jobs.fail_to_remember) as workers,
        pytest.raises(TaskFailed, match="no memory of that"),
    ):
        results(workers, odd_jobs.what, ())


def test_a_result_that_cannot_be_sent_is_an_exception_too(two):
    """The traceback says that it is the result."""
    with pytest.raises(
        TaskFailed, match=r"bring_what_cannot_travel\.<locals>\.<lambda>"
    ):
        results(two, odd_jobs.bring_what_cannot_travel, ())


DEATHS = {
    "killed": (odd_jobs.end_by, signal.SIGKILL, "was killed, perhaps because"),
    "crashed": (odd_jobs.end_by, signal.SIGSEGV, "crashed with signal SIGSEGV"),
    "aborted": (odd_jobs.end_by, signal.SIGABRT, "crashed with signal SIGABRT"),
    "left": (odd_jobs.leave, 3, "ended before its time, with status 3"),
    "left content": (odd_jobs.leave, 0, "ended before its time, with status 0"),
    "left politely": (odd_jobs.leave_politely, 0, "ended before its time"),
    "hungry": (odd_jobs.need_more_than_there_is, 0, "ran out of memory"),
}


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("death", DEATHS)
def test_a_task_whose_process_dies_is_named_and_all_others_are_done(death, jobs):
    """Nothing hangs, and none but the guilty is blamed."""
    end, argument, how = DEATHS[death]
    tasks = [(f"ch{number}.md", (number, end, argument)) for number in range(9)]

    with Workers(jobs) as workers:
        done = dict(workers.run(odd_jobs.third_is, tasks))

    dead = done.pop(3)
    assert "ch3.md" == dead.name
    assert dead.how.startswith(how)
    assert {number: number for number in range(9) if number != 3} == done


def test_a_worker_killed_from_outside_is_noticed_at_once(tmp_path):
    """As the system does when memory is short."""
    with Workers(2) as workers:
        run = workers.run(
            odd_jobs.third_is,
            [
                ("first", (1, odd_jobs.wait, "")),
                ("third", (3, odd_jobs.wait, str(tmp_path))),
            ],
        )
        assert (0, 1) == next(run)
        until(lambda: list(tmp_path.iterdir()))
        os.kill(int(next(tmp_path.iterdir()).name), signal.SIGKILL)

        ((index, dead),) = run

    assert (1, "third") == (index, dead.name)


def test_a_worker_killed_at_rest_is_replaced_and_no_task_is_blamed():
    """It was not at work."""
    with Workers(1) as workers:
        (pid,) = results(workers, odd_jobs.who, ())
        os.kill(pid, signal.SIGKILL)
        until(lambda: not works(pid))

        assert [3] == results(workers, odd_jobs.add, (1, 2))


def test_the_template_killed_is_replaced():
    """Then all workers are new ones, and nothing of the old ones is left."""
    with Workers(1) as workers:
        ((_, template),) = results(workers, odd_jobs.family, ())
        (file,) = results(workers, odd_jobs.litter, ())
        os.kill(template, signal.SIGKILL)
        (died,) = results(workers, odd_jobs.leave, (0,))

        assert isinstance(died, Died)
        assert [3] == results(workers, odd_jobs.add, (1, 2))

    assert not Path(file).parent.exists()


def test_a_death_is_seen_though_a_program_started_there_lives_on(tmp_path):
    """It does not hold the line to us open."""
    file = tmp_path / "child"

    with Workers(1) as workers:
        (dead,) = results(workers, odd_jobs.die_with_a_child, (str(file),))
        os.kill(int(file.read_text()), signal.SIGKILL)

    assert isinstance(dead, Died)


# -------------------------------------------------------------------------- bounds


@pytest.mark.parametrize("task", [odd_jobs.wait, odd_jobs.compute_for_ever])
def test_a_task_that_takes_too_long_is_stopped(task, tmp_path):
    """Even where no exception could reach it."""
    arguments = (str(tmp_path),) if task is odd_jobs.wait else ()

    with Workers(1, limit=1, preload=("odd_jobs",)) as workers:
        (dead,) = results(workers, task, arguments)
        assert [3] == results(workers, odd_jobs.add, (1, 2))

    assert Died("task 0", "took more than 1 seconds and was stopped") == dead


def test_the_limit_is_for_each_task_and_not_for_a_worker_at_rest():
    """Time between tasks is nobody's."""
    with Workers(1, limit=1, preload=("odd_jobs",)) as workers:
        before = results(workers, odd_jobs.who, ())
        time.sleep(1.2)

        assert before == results(workers, odd_jobs.who, ())


@pytest.mark.skipif(sys.platform != "linux", reason="other systems heed no such bound")
def test_a_task_that_needs_more_memory_than_allowed_is_named():
    """The others are done."""
    sizes = [1, 10 * MEGABYTE, 900 * MEGABYTE, 2]

    with Workers(2, memory=500 * MEGABYTE) as workers:
        done = results(workers, odd_jobs.swallow, *((size,) for size in sizes))

    assert [1, 10 * MEGABYTE, Died("task 2", "ran out of memory"), 2] == done


def test_a_worker_that_has_grown_makes_room_for_a_new_one():
    """Its last result is as good as any."""
    with Workers(1, recycle=1) as workers:
        pids = results(workers, odd_jobs.who, *[()] * 4)

    assert 4 == len(set(pids))


def test_who_has_the_only_task_answers_before_tidying_up(tmp_path):
    """And stays, however large: another would have to be made for the next edit."""
    with Workers(1, recycle=1) as workers:
        pids = [
            *results(workers, odd_jobs.who, ()),
            *results(workers, odd_jobs.who, ()),
        ]
        assert [50_000] == results(workers, odd_jobs.linger, (str(tmp_path / "there"),))
        (tmp_path / "there").touch()
        pids += results(workers, odd_jobs.who, ())

    assert 1 == len(set(pids))
    assert ["there"] == [each.name for each in tmp_path.iterdir()]


def test_workers_who_rest_can_be_relieved_before_the_next_tasks():
    """Others take these; who has been relieved is gone."""
    with Workers(1) as workers:
        (first,) = results(workers, odd_jobs.who, ())
        workers.relieve()
        assert not exists(first)
        assert [first] != results(workers, odd_jobs.who, ())


# ------------------------------------------------------------------- nothing is left


def test_no_process_is_left_after_closing(tmp_path):
    """Neither worker nor template, nor their dead."""
    with Workers(2) as workers:
        met = results(workers, odd_jobs.meet, *[(str(tmp_path), 2)] * 2)
        ((_, template),) = results(workers, odd_jobs.family, ())
        assert all(map(exists, (*met, template)))

    assert not any(map(exists, (*met, template)))


def test_workers_started_for_nothing_go_without_a_wait():
    """A build may find everything in the cache."""
    workers = Workers(2, preload=("decimal",))
    workers.start()
    template = workers._template._pid

    workers.close()
    workers.close()

    assert not exists(template)


def test_after_closing_one_may_begin_again():
    """With new processes."""
    workers = Workers(1)
    (before,) = results(workers, odd_jobs.who, ())
    workers.close()

    (after,) = results(workers, odd_jobs.who, ())
    workers.close()

    assert before != after


def test_leaving_a_run_early_stops_what_is_at_work(tmp_path):
    """And the next run is none the worse for it."""
    with Workers(2) as workers:
        run = workers.run(
            odd_jobs.third_is,
            [
                ("first", (1, odd_jobs.wait, "")),
                ("third", (3, odd_jobs.wait, str(tmp_path))),
            ],
        )
        next(run)
        until(lambda: list(tmp_path.iterdir()))
        run.close()

        assert not exists(int(next(tmp_path.iterdir()).name))
        assert [3] == results(workers, odd_jobs.add, (1, 2))


def test_a_second_run_at_the_same_time_is_refused(two):
    """Its results would be taken for those of the first."""
    run = two.run(odd_jobs.add, [("task", (1, 2))] * 5)
    next(run)

    with pytest.raises(RuntimeError, match="at work already"):
        next(two.run(odd_jobs.add, [("task", (1, 2))]))

    run.close()


def test_temporary_files_go_with_the_workers():
    """Also those of workers that were killed."""
    with Workers(1) as workers:
        (file,) = results(workers, odd_jobs.litter, ())
        assert Path(file).exists()

    assert not Path(file).parent.exists()


def test_no_twin_outlives_the_one_it_was_forked_from(tmp_path):
    """Whatever it is at."""
    folder = tmp_path / "pids"
    folder.mkdir()
    command = script(
        tmp_path,
        "with Workers(2) as workers:",
        "    workers.twin('a twin', lambda: odd_jobs.wait(None, sys.argv[1]))()",
    )
    with subprocess.Popen([*command, folder], env=environment()) as build:
        until(lambda: list(folder.iterdir()))
        build.kill()

    (pid,) = (int(file.name) for file in folder.iterdir())
    until(lambda: not works(pid))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL, signal.SIGTERM])
def test_no_process_outlives_the_one_that_started_it(number, tmp_path):
    """However it ends, and whatever they are at."""
    command = script(
        tmp_path,
        "with Workers(2) as workers:",
        "    [(_, (_, template))] = workers.run(odd_jobs.family, [('task', ())])",
        "    open(sys.argv[1] + '/' + str(template), 'w').close()",
        "    list(workers.run(odd_jobs.wait, [('task', (sys.argv[1],))] * 2))",
    )
    folder = tmp_path / "pids"
    folder.mkdir()
    with subprocess.Popen(
        [*command, folder], env=environment(), stderr=subprocess.PIPE, text=True
    ) as build:
        until(lambda: len(list(folder.iterdir())) == 3)
        build.send_signal(number)
        _, said = build.communicate(timeout=30)

    pids = [int(file.name) for file in folder.iterdir()]
    until(lambda: not any(map(works, pids)))
    assert said.count("Traceback") == (number == signal.SIGINT)  # ours alone


HELD = """
from pathlib import Path
from publisher.workers import give_back_large
{first}
def held():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096
warm = bytearray(30_000_000)
del warm
before = held()
large, small = [], []
for _ in range(200):
    large.append(bytearray(200_000))
    small.append(bytearray(2_000))
del large
print((held() - before) // 1_000_000)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="its allocator alone")
def test_what_is_large_is_given_back_when_it_is_freed():
    """Though small things that stay were made between."""
    kept, given = (
        int(subprocess.check_output([sys.executable, "-c", HELD.format(first=first)]))
        for first in ("", "give_back_large()")
    )

    assert kept >= 30
    assert given <= 5


def test_who_has_done_a_last_task_leaves():
    """And another does the next; who has done any other goes on."""
    with Workers(1) as pool:
        tasks = [(f"task {number}", ()) for number in range(4)]
        done = dict(pool.run(odd_jobs.who, tasks, last=[0, 3]))
        (_, then), *_ = pool.run(odd_jobs.who, tasks[:1])

    assert done[0] != done[1]
    assert done[1] == done[2] == done[3]
    assert then != done[3]
