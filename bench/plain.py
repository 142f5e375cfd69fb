"""Plain WeasyPrint, by its public interface: one HTML file in, one tagged PDF out.

python plain.py book.html book.pdf
"""

import sys

from weasyprint import HTML

if __name__ == "__main__":
    HTML(filename=sys.argv[1]).write_pdf(sys.argv[2], pdf_tags=True)
