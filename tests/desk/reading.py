"""Reads a desk or a board as a person does: cards by title, lines by their parts."""

from html.parser import HTMLParser

VOID = {"input", "meta", "link", "br", "hr", "img", "path", "rect"}


class Node:
    def __init__(self, tag="", attrs=()):
        self.tag, self.attrs, self.children = tag, dict(attrs), []

    @property
    def classes(self):
        return (self.attrs.get("class") or "").split()

    @property
    def text(self):
        parts = (child if isinstance(child, str) else child.text for child in self.children)
        return " ".join("".join(parts).split())

    def all(self, tag="", **attrs):
        """Return the nodes below with this tag, class (``c``) and attributes, in order."""
        found = []
        for child in self.children:
            if isinstance(child, str):
                continue
            wanted = dict(attrs)
            cls = wanted.pop("c", "")
            fits = tag in {"", child.tag} and (not cls or cls in child.classes)
            if fits and all(child.attrs.get(k) == v for k, v in wanted.items()):
                found.append(child)
            found += child.all(tag, **attrs)
        return found


class _Tree(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.stack = [Node()]
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        node = Node(tag, attrs)
        self.stack[-1].children.append(node)
        if tag not in VOID:
            self.stack.append(node)

    def handle_endtag(self, tag):
        while len(self.stack) > 1 and self.stack.pop().tag != tag:
            pass

    def handle_data(self, data):
        self.stack[-1].children.append(data)


def read(client, url):
    answer = client.get(url)
    assert answer.status_code == 200, answer.status_code
    return _Tree(answer.content.decode()).stack[0]


def cards(page):
    """Return {title of a card: its lines}; a line is (mark, what, buttons)."""
    found = {}
    for card in page.all("section", c="card"):
        title = card.all("h2")[0].text
        found[title] = [line(task) for task in card.all("li", c="desk-task")]
    return found


def line(task):
    what = task.all("div", c="desk-what")[0].all("p")[0].text
    buttons = [one.text for do in task.all("div", c="desk-do") for one in do.all(c="btn")]
    return (task.all("div", c="desk-mark")[0].text, what, buttons)


def links(node, label):
    return [one.attrs["href"] for one in node.all("a") if one.text == label]


def table(page):
    """Return the board's heads and {unit: cells as words}."""
    found = page.all("table")[0]
    heads = [one.text for one in found.all("thead")[0].all("th")]
    rows = {
        row.all("th")[0].text: [cell.text for cell in row.all("td")]
        for row in found.all("tbody")[0].all("tr")
    }
    return heads, rows
