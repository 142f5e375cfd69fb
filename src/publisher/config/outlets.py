"""Where the EPUB is to be sold, and who answers for its accessibility."""

from __future__ import annotations

from urllib.parse import urlsplit

from publisher import rules
from publisher.bookinfo import SHOPS, Accessibility
from publisher.config.section import Section


def shops(root: Section) -> tuple[str, ...]:
    """Read the shops whose rules the EPUB must keep."""
    named: list[str] = []
    for word in root.words("shops", example="[kindle, kobo, apple]"):
        shop = word.text.strip().lower()
        if shop in SHOPS:
            named.append(shop)
        else:
            root.ledger.found.append(
                rules.WRONG_TYPE.at(
                    word.span,
                    f'the publisher knows no shop "{word.text}"',
                    hint=f"allowed: {', '.join(SHOPS)}",
                )
            )
    return tuple(dict.fromkeys(named))


def accessibility(root: Section) -> Accessibility:
    """Read who has looked at the accessibility of the book, and what they say."""
    claim = root.section(
        "accessibility",
        example='accessibility: {certified-by: "The Ferry House Press"}',
    )
    party = claim.text("certified-by", example='"The Ferry House Press"')
    credential, report = claim.text("credential"), claim.word("report")
    if (credential or report) and not party:
        why = "a credential or report needs the one who certifies"
        claim.missing("certified-by", why, '"The Ferry House Press"')
    address = report.text.strip() if report else ""
    if report and urlsplit(address).scheme not in {"https", "http"}:
        claim.ledger.wrong(
            report, "report", "an address", "report: https://example.org/"
        )
        address = ""
    return Accessibility(party, credential, address, claim.text("summary"))
