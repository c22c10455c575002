"""Opens an XML file without letting it reach anything: no document type, no entities, no network."""

from __future__ import annotations

import re

from lxml import etree

from asylia.exchange.source import Source

# Atomic groups keep the search linear, whatever stands before the document type.
_DOCUMENT_TYPE = re.compile(r"(?>\s*+(?><\?.*?\?>|<!--.*?-->))*+\s*+<!DOCTYPE", re.DOTALL | re.IGNORECASE)


def open_xml(source: Source) -> etree._Element:
    """The root element. Raises UnreadableFile for what is not XML, and for a document type declaration (DOCTYPE)."""
    text = source.text()
    if _DOCUMENT_TYPE.match(text):
        raise source.unreadable(
            "it declares a document type (DOCTYPE), which can hide entities that reach other files or grow without "
            "end; expected XML without one"
        )
    # The text is decoded already: what the declaration says of the encoding no longer counts.
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise source.unreadable(
            f"line {line}, column {column}: this is not well-formed XML, or a text in it is longer than 10 MB"
        ) from None
    except UnicodeEncodeError:
        raise source.unreadable("it holds characters that are no text; expected XML in UTF-8") from None
