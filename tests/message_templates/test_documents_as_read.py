"""Every document as it is read: change a word, and the change is in `documents/` beside this file, to be read.

`--inline-snapshot=fix` writes the files anew. The pages open in any browser.
"""

from __future__ import annotations

import pytest
from inline_snapshot import external_file

from message_templates.documents import document, document_kinds, page
from message_templates.samples.documents import of_document
from message_templates.samples.messages import RECORDS

EVERY = [(kind, record) for kind in document_kinds() for record in RECORDS]


@pytest.mark.parametrize(("kind", "record"), EVERY)
def test_its_markdown(kind: str, record: str) -> None:
    made = document(kind, of_document(kind)[record])
    assert made.markdown == external_file(f"documents/{kind}.{record}.md", format=".txt")


@pytest.mark.parametrize(("kind", "record"), EVERY)
def test_its_page(kind: str, record: str) -> None:
    made = document(kind, of_document(kind)[record])
    assert page(made) == external_file(f"documents/{kind}.{record}.html", format=".txt")
