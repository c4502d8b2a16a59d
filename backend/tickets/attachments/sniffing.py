"""What a file is by its content; a client's word and the name's ending count for nothing."""

import re

JPEG, PNG, WEBP, PDF, TEXT = "image/jpeg", "image/png", "image/webp", "application/pdf", "text/plain"
ALLOWED = (JPEG, PNG, WEBP, PDF, TEXT)
PHOTOS = (JPEG, PNG, WEBP)

_END_OF_ZIP = b"PK\x05\x06"
_LONGEST_END_OF_ZIP = 22 + 65_535
"""A ZIP is read from its end: within these bytes of it stands its directory's address (APPNOTE 4.3.16)."""
_END_OF_PDF_WITHIN = 1024
# What a browser takes for HTML (WHATWG MIME Sniffing, 7.1), and XML and SVG, at the beginning of a text.
_MARKUP = re.compile(
    r"\s*<(?:!--|\?xml"
    r"|(?:!doctype\s+(?:html|svg)|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|svg)[\s>/])",
    re.IGNORECASE,
)
_NEVER_IN_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def sniff(content: bytes) -> str | None:
    """One of ALLOWED, or None; a PDF that is a ZIP as well, or a text that is markup, is none of them."""
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    if content.startswith(b"%PDF-"):
        return PDF if _is_whole_pdf(content) else None
    return TEXT if text_of(content) is not None else None


def text_of(content: bytes) -> str | None:
    """The text, of UTF-8, of UTF-16 that says so, or of Windows-1252; None where it is none, or is markup."""
    text = _decoded(content)
    if text is None or not text.strip() or _NEVER_IN_TEXT.search(text) or _MARKUP.match(text):
        return None
    return text


def _decoded(content: bytes) -> str | None:
    says_utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if says_utf16 else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _is_whole_pdf(content: bytes) -> bool:
    return b"%%EOF" in content[-_END_OF_PDF_WITHIN:] and _END_OF_ZIP not in content[-_LONGEST_END_OF_ZIP:]
