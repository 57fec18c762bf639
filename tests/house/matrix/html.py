"""What must be true of every page as text: sound HTML, one heading, a title, nothing inline, forms with a token."""

from collections.abc import Iterator

import html5lib

from tests.house.matrix.asking import Answer

SPACE = "{http://www.w3.org/1999/xhtml}"


def faults(answer: Answer) -> Iterator[str]:
    """Everything that is wrong with a page that was shown."""
    if not answer.body.lstrip().lower().startswith("<!doctype html"):
        return
    parser = html5lib.HTMLParser(strict=False)
    tree = parser.parse(answer.body)
    yield from (f"HTML: {code} at {place}" for place, code, _ in parser.errors)
    headings = ["".join(element.itertext()).strip() for element in tree.iter(f"{SPACE}h1")]
    if len(headings) != 1 or not headings[0]:
        yield f"has {len(headings)} headings of the first level"
    title = "".join(text for element in tree.iter(f"{SPACE}title") for text in element.itertext()).strip()
    if not title or title.startswith("–"):
        yield "has no title"
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        tag = element.tag.removeprefix(SPACE)
        yield from (f"<{tag}> has {name} inline" for name in element.attrib if name == "style" or name.startswith("on"))
        if tag == "form" and element.get("method", "get").lower() == "post":
            names = {field.get("name") for field in element.iter(f"{SPACE}input")}
            if "csrf_token" not in names:
                yield f"the form to {element.get('action')} carries no token"
