"""Somebody at a page, whose pages, fields and presses are counted, as principles.md limits them."""

from time import monotonic

TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Walk:
    """Counts what a task asks of somebody: pages seen, fields typed, signs, ticks and presses."""

    def __init__(self, page):
        self.page, self.began = page, monotonic()
        self.pages = self.typed = self.signs = self.ticks = self.presses = 0

    def __str__(self):
        return (
            f"pages {self.pages}, typed {self.typed} ({self.signs} signs), ticks {self.ticks},"
            f" presses {self.presses}, {monotonic() - self.began:.1f} s"
        )

    @property
    def counted(self):
        """Return pages, fields typed, ticks and presses."""
        return self.pages, self.typed, self.ticks, self.presses

    def seen(self, title):
        """Hold the page to its title and to the width of the screen."""
        assert self.page.locator("h1").inner_text() == title
        assert self.page.evaluate(TOO_WIDE) <= 0, title
        self.pages += 1

    def type(self, label, words):
        self.page.get_by_label(label).fill(words)
        self.typed += 1
        self.signs += len(words)

    def tick(self, label):
        self.page.get_by_label(label).check()
        self.ticks += 1

    def pick(self, name):
        """Choose one of several, by its whole name."""
        self.page.get_by_role("radio", name=name, exact=True).check()
        self.ticks += 1

    def choose(self, label, option):
        self.page.get_by_label(label).select_option(label=option)
        self.ticks += 1

    def press(self, name):
        self.page.get_by_role("button", name=name, exact=True).click()
        self.presses += 1

    def open(self, name):
        """Unfold what is folded."""
        self.page.locator("summary").filter(has_text=name).click()
        self.presses += 1

    def follow(self, name):
        self.page.get_by_role("main").get_by_role("link", name=name).first.click()
        self.presses += 1
