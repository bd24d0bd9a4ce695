"""Reading what a page shows, so that tests compare whole lists and not fragments."""

from html.parser import HTMLParser

from django.template import engines

VOID = {"input", "meta", "link", "br", "hr", "img", "path", "rect"}


class Reader(HTMLParser):
    """Collects elements as (tag, attributes, text of all within)."""

    def __init__(self, text):
        super().__init__()
        self.elements, self._open = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        element = [tag, dict(attrs), ""]
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag):
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        for element in self._open:
            element[2] += data

    def all(self, tag, **wanted):
        """Return attributes and text of the elements with this tag and these attributes."""
        return [
            (attrs, " ".join(text.split()))
            for name, attrs, text in self.elements
            if name == tag and all(attrs.get(k.strip("_")) == v for k, v in wanted.items())
        ]

    def texts(self, tag, **wanted):
        return [text for _, text in self.all(tag, **wanted)]


def render(source, **context):
    """Render a piece of template with the components, without surrounding blanks."""
    return engines["django"].from_string(source).render(context).strip()


def squeezed(text):
    """Return HTML with runs of white space as one space and none between tags."""
    return " ".join(text.split()).replace("> <", "><")
