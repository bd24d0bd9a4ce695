"""A Word document as an answer to a request."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def attachment(content: bytes, name: str) -> HttpResponse:
    """Return the document to be saved as ``name``.docx; any character may stand in the name."""
    disposition = content_disposition_header(True, f"{name}.docx")
    headers = {"Content-Disposition": disposition or "attachment"}
    return HttpResponse(content, content_type=DOCX, headers=headers)
