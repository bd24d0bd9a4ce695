"""A picture as it may be kept: decoded, made small, and written anew without its camera's words."""

import struct
from dataclasses import dataclass
from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from xianfeng.kernel.actions import Refused

MOST_BYTES = 12 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST = 1600
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_WHITE = (255, 255, 255)
# What decoders raise over bytes that only pretend: a wrong type in a head, a count beyond the end.
_BROKEN = (
    OSError, ValueError, SyntaxError, EOFError, TypeError, LookupError, ArithmeticError,
    struct.error, AttributeError,
)  # fmt: skip


@dataclass(frozen=True)
class Picture:
    """A JPEG without anything but its pixels."""

    content: bytes
    width: int
    height: int


def clean(raw: bytes) -> Picture:
    """Return the picture upright, at most 1600 pixels long, as a JPEG of pixels alone.

    Raises Refused for what is too large, is no picture, or would unpack into too many pixels: that
    is read from its head, before a single pixel is decoded.
    """
    if len(raw) > MOST_BYTES:
        raise Refused(_("照片不能超过 12 MB，请缩小后再传"), "photos")
    # Printing a PDF lets half a picture pass, for the whole process: here it is refused.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with Image.open(BytesIO(raw), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise Refused(_("照片的像素太多（超过 5000 万），请缩小后再传"), "photos")
            opened.draft("RGB", (LONGEST, LONGEST))
            return _written(ImageOps.exif_transpose(opened))
    except Image.DecompressionBombError:
        raise Refused(_("照片的像素太多（超过 5000 万），请缩小后再传"), "photos") from None
    except UnidentifiedImageError:
        said = _("这个文件不是能识别的照片，请传 JPG、PNG 或 WebP")
        raise Refused(said, "photos") from None
    except _BROKEN:
        raise Refused(_("照片文件不完整，请重新选择"), "photos") from None


def _written(image: Image.Image) -> Picture:
    image.thumbnail((LONGEST, LONGEST))
    seen = image.convert("RGBA")
    flat = Image.new("RGB", seen.size, _WHITE)
    flat.paste(seen, mask=seen.getchannel("A"))
    target = BytesIO()
    flat.save(target, "JPEG", quality=82, optimize=True)
    return Picture(target.getvalue(), flat.width, flat.height)
