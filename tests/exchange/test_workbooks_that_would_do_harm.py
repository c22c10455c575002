"""A workbook that unpacks without end, or hides entities, is refused before it is read."""

import io
import tracemalloc
import zipfile

import pytest

from asylia.exchange import UnreadableFile, read

from .conftest import empty_sheet


def workbook(replace: dict[str, bytes], tmp_path):
    """A case sheet with one person, some of its parts replaced."""
    book = empty_sheet()
    book.worksheets[0].cell(3, 6).value = "yes"
    plain = io.BytesIO()
    book.save(plain)
    path = tmp_path / "cases.xlsx"
    with zipfile.ZipFile(plain) as parts, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as written:
        for name in parts.namelist():
            written.writestr(name, replace.pop(name, parts.read(name)))
        for name, content in replace.items():
            written.writestr(name, content)
    return path


def test_the_workbook_itself_is_read(tmp_path, on):
    assert len(read(workbook({}, tmp_path), on).people) == 1


def test_a_zip_bomb(tmp_path, on):
    path = workbook({"xl/worksheets/sheet1.xml": b"<worksheet>" + b" " * 60_000_000}, tmp_path)
    assert path.stat().st_size < 200_000
    tracemalloc.start()
    with pytest.raises(UnreadableFile, match="unpacks to far more than it holds"):
        read(path, on)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000


def test_too_many_parts(tmp_path, on):
    path = workbook({f"xl/media/{number}.bin": b"x" for number in range(2_001)}, tmp_path)
    with pytest.raises(UnreadableFile, match="expected a plain workbook"):
        read(path, on)


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "_rels/.rels"])
@pytest.mark.parametrize(
    "content",
    [
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "b"><!ENTITY c "&b;&b;">]><a>&c;</a>',
        b'<?xml version="1.0"?>' + b" " * 1_048_565 + b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a><a/>'.encode("utf-16"),
        "<!DOCTYPE a><a/>".encode("utf-16-le"),
    ],
    ids=["entities", "far down", "utf-16", "utf-16 unmarked"],
)
def test_document_types_in_a_part(tmp_path, on, part, content):
    with pytest.raises(UnreadableFile, match=r"document type|not in UTF-8"):
        read(workbook({part: content}, tmp_path), on)


def test_a_row_number_that_no_sheet_has(tmp_path, on):
    path = workbook({}, tmp_path)
    with zipfile.ZipFile(path) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml")
    assert sheet.count(b'"1002"') == 1
    far = sheet.replace(b'"1002"', b'"99999999999"').replace(b'"A1002"', b'"A99999999999"')
    with pytest.raises(UnreadableFile, match="more cells than a register"):
        read(workbook({"xl/worksheets/sheet1.xml": far}, tmp_path), on)


def test_a_workbook_with_a_password_on_its_parts(tmp_path, on):
    path = workbook({}, tmp_path)
    content = bytearray(path.read_bytes())
    # The flag for encryption in every local header and in the directory.
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(mark, at + 4)
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match="damaged"):
        read(path, on)
