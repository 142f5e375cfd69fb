"""What a proofreader needs around the pages: tags, flags, remarks, changes, lines."""

from publisher.proof.marked.changes import show_changes as show_changes
from publisher.proof.marked.findings import Flag as Flag
from publisher.proof.marked.findings import flags as flags
from publisher.proof.marked.findings import section_of_findings as section_of_findings
from publisher.proof.marked.pages import mark_pages as mark_pages
from publisher.proof.marked.remarks import Said as Said
from publisher.proof.marked.remarks import remarks as remarks
from publisher.proof.marked.remarks import section_of_remarks as section_of_remarks
