"""Findings for those who read them: a terminal, a browser, an editor, a program.

Text with frames is printed as the work goes; `report.json`, `report.sarif` and
`report.html` say the same in files. What is in them depends on the book alone: no date,
no path of a machine.
"""

from publisher.reports.ids import identified as identified
from publisher.reports.objects import as_json as as_json
from publisher.reports.objects import as_lines as as_lines
from publisher.reports.page import as_html as as_html
from publisher.reports.report import Report as Report
from publisher.reports.sarif import as_sarif as as_sarif
from publisher.reports.shelving import NAMES as NAMES
from publisher.reports.shelving import write as write
from publisher.reports.text import as_text as as_text
from publisher.reports.text import shown as shown
from publisher.reports.text import summary as summary
