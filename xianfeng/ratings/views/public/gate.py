"""What stands before every page for slips: no sign-in, nothing kept by caches, nothing oversized.

There is no limiter: a code of 89 bits is not guessed, and a miss costs one lookup by key and
writes nothing.
"""

from functools import partial

from xianfeng.ui import public as pages

public = partial(pages.public, largest=16 * 1024, too_long="ratings/public/too_long.html")
