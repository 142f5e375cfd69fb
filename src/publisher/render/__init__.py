"""From a book to markup: pages for the EPUB (`epub`), units for paper (`print`)."""
