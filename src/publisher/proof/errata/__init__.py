"""The list of errata: what stands in a printed book, and what should."""

from publisher.proof.errata.finding import Erratum as Erratum
from publisher.proof.errata.finding import errata as errata
from publisher.proof.errata.writing import Heading as Heading
from publisher.proof.errata.writing import as_html as as_html
from publisher.proof.errata.writing import as_markdown as as_markdown
