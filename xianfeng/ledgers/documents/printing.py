"""Prints a page of our own as one PDF file; nothing is fetched from anywhere while printing."""

from typing import Any


class Unprintable(Exception):
    """The machine lacks the libraries that lay out a page (Pango); the message names them."""


def pdf(html: str) -> bytes:
    """Return the page as a PDF; raises Unprintable where the system libraries are missing.

    Imported here: the libraries are looked for only when somebody prints.
    """
    try:
        from weasyprint import HTML  # noqa: PLC0415
        from weasyprint.urls import URLFetcher  # noqa: PLC0415
    except OSError as problem:
        raise Unprintable(str(problem)) from problem
    nowhere = URLFetcher(allowed_protocols=())
    written: Any = HTML(string=html, url_fetcher=nowhere).write_pdf()
    return bytes(written)
