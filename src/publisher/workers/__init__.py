"""Processes that work side by side, each on one task at a time.

    with Workers(jobs, preload=["publisher.layout"], initial=open_shop, arguments=(…,)) as pool:
        pool.start()  # returns at once; modules are imported in the background
        for index, result in pool.run(set_unit, [("ch01.md", (unit, entry)), …]):
            if isinstance(result, Died): …  # result.name, result.how

A task is `function(state, *arguments)`, where `state` is what `initial` returned in that
process. Functions are of modules that can be imported, never of `__main__`.

Three kinds of process: this one (`pool`), one that has imported everything and does
nothing but fork (`template`), and its forks, the workers. Each worker has a line of its
own to this process, so that whoever dies is known at once, and what it was doing.
The library's fork server would do for the second, but imports `__main__` again, drops
`sys.path`, stays when the work is over, and needs a fourth process to clean up after it.
"""

from publisher.workers.cores import usable_cores
from publisher.workers.memory import give_back, give_back_large
from publisher.workers.outcome import Died, TaskFailed
from publisher.workers.pool import Workers

__all__ = [
    "Died",
    "TaskFailed",
    "Workers",
    "give_back",
    "give_back_large",
    "usable_cores",
]
