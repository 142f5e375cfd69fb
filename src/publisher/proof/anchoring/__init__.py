"""From a mark on a page to the words of the manuscript that it means.

`copytext` makes one row of letters of the manuscript, `Sheets` reads those of a PDF, a
`Chart` (the page map) tells which block stands where; `Anchors` lays one along the other.
Where the words have changed since, or stand in several places, it says so.
"""

from publisher.proof.anchoring.anchored import Anchored as Anchored
from publisher.proof.anchoring.anchors import Anchors as Anchors
from publisher.proof.anchoring.chart import Chart as Chart
from publisher.proof.anchoring.chart import chart as chart
from publisher.proof.anchoring.copytext import CopyText as CopyText
from publisher.proof.anchoring.copytext import copytext as copytext
from publisher.proof.anchoring.sheets import Sheets as Sheets
