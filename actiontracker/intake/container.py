"""The zip container of Word and Excel files, opened within bounds: what is no honest document is refused unread."""

import io
import lzma
import re
import zipfile
import zlib

from actiontracker.domain.errors import InputRefused

MAX_MEMBERS = 5_000
MAX_UNPACKED = 200_000_000
MAX_XML = 60_000_000
MAX_RATIO = 200
_RATIO_FROM = 5_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CANNOT_UNPACK = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    RuntimeError,
    NotImplementedError,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
)
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
_ENCODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([\w.-]+)""")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class Container:
    """The parts of a document. Raises InputRefused (exit 3) for what is too big, damaged, or declares a DOCTYPE."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        _refuse_old_formats(name, data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError) as error:
            raise InputRefused(
                f"{name}: not a Word or Excel file, or a damaged one", "open it, save it again and import that"
            ) from error
        self._check_bounds()
        self._sizes = {info.filename: info.file_size for info in self._zip.infolist()}

    @property
    def parts(self) -> list[str]:
        return list(self._sizes)

    def read(self, part: str) -> bytes:
        """The unpacked bytes of a part; empty where there is no such part."""
        if part not in self._sizes:
            return b""
        try:
            with self._zip.open(part) as stream:
                data = stream.read(self._sizes[part] + 1)
        except _CANNOT_UNPACK as error:
            what = f"{self.name}, part {part}: it cannot be unpacked"
            raise InputRefused(what, "open it, save it again without a password and import that") from error
        if len(data) > self._sizes[part]:
            raise InputRefused(f"{self.name}, part {part}: larger than it says", "the file is damaged")
        return data

    def xml(self, part: str) -> bytes:
        """An XML part in UTF-8, or in UTF-16 with its mark, without a DOCTYPE; empty where there is no such part."""
        data = self.read(part)
        if len(data) > MAX_XML:
            what = f"{self.name}, part {part}: {len(data) // 1_000_000} MB of text, more than any plan has"
            raise InputRefused(what, "split the document, or save the plan's table alone")
        if data and not _is_plain_xml(data):
            raise InputRefused(f"{self.name}, part {part}: not UTF-8", "open it, save it again and import that")
        if any(doctype in data for doctype in _DOCTYPES):
            what = f"{self.name}, part {part}: it declares a DOCTYPE, which no plan needs"
            raise InputRefused(what, "open it, save it again and import that")
        return data

    def _check_bounds(self) -> None:
        members = self._zip.infolist()
        if len(members) > MAX_MEMBERS:
            raise InputRefused(f"{self.name}: {len(members)} parts inside, more than any plan has", "check the file")
        if any(info.flag_bits & 1 for info in members):
            raise InputRefused(f"{self.name}: protected by a password", "save it without one and import that")
        unpacked = sum(info.file_size for info in members)
        if unpacked > MAX_UNPACKED:
            what = f"{self.name}: unpacks to {unpacked // 1_000_000} MB, more than any plan has"
            raise InputRefused(what, "remove its pictures and import that")
        for info in members:
            if info.file_size > _RATIO_FROM and info.file_size > MAX_RATIO * max(info.compress_size, 1):
                what = f"{self.name}, part {info.filename}: packed {info.file_size // max(info.compress_size, 1)} times"
                raise InputRefused(what, "no plan is; check where the file comes from")

    def refuse_doctypes(self) -> None:
        """Raises InputRefused where any XML part declares a DOCTYPE, whether or not it would be read."""
        for part in self.parts:
            if part.lower().endswith((".xml", ".rels", ".vml")):
                self.xml(part)


def _is_plain_xml(data: bytes) -> bool:
    """Whether the parser will read it in an encoding in which we looked for a DOCTYPE: it finds others by itself."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    declared = _ENCODING.search(data[:200])
    is_utf8 = declared is None or declared[1].lower() in (b"utf-8", b"utf8", b"us-ascii", b"iso-8859-1")
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<" and b"\0" not in data and is_utf8


def _refuse_old_formats(name: str, data: bytes) -> None:
    if data.startswith(b"%PDF"):
        raise InputRefused(f"{name}: a PDF", "ask for the Word or Excel file that it was made from")
    if name.startswith("~$"):
        raise InputRefused(f"{name}: only the mark that {name[2:]} is open in Word or Excel", f"import {name[2:]}")
    if not data.startswith(_OLE):
        return
    if _ENCRYPTED in data:
        raise InputRefused(f"{name}: protected by a password", "open it, save it without one and import that")
    raise InputRefused(f"{name}: in the format of before 2007", "open it, save it as .docx or .xlsx and import that")
