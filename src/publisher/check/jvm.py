"""A Java machine that checks one EPUB after another: it learns its schemas only once.

Run by itself (`python -m publisher.check.jvm LIBRARY JAR`): each line of its input is a
list of words for EPUBCheck in JSON, each line of its output the status it ended with.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence

FLAGS = (
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
    "-Djava.awt.headless=true",
    "-Dfile.encoding=UTF-8",
    "-Duser.language=en",
)


def main(words: Sequence[str]) -> None:
    """Answer until the input ends."""
    import jpype

    library, jar = words
    answers = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)  # what EPUBCheck prints must not stand between the answers
    jpype.startJVM(library, *FLAGS, classpath=[jar])
    checker = jpype.JClass("com.adobe.epubcheck.tool.EpubChecker")
    strings = jpype.JArray(jpype.JString)
    for line in sys.stdin:
        status = checker().run(strings(json.loads(line)))
        answers.write(f"{int(status)}\n")
        answers.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
