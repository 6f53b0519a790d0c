"""The text of Word's cells: every element that can hide a word, and what is told of it."""

import pytest

from actiontracker.domain.problems import Problem
from tests.intake.word_made import (
    BOX,
    CELL,
    DELETED,
    NOTES,
    PICTURE,
    cell_of,
    cells_of,
    p,
    problems_of,
    read,
    run,
    style,
    tbl,
    tc,
    text_of,
    tr,
)


def test_paragraphs_of_a_cell_are_lines_without_blank_ones() -> None:
    assert cell_of(p(" Ask\u00a0them ") + p("") + p("Tell")) == "Ask them\nTell"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>", "a b"),
        ("<w:r><w:t>a</w:t><w:ptab/><w:t>b</w:t></w:r>", "a b"),
        ("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>", "a\nb"),
        ('<w:r><w:t>a</w:t><w:br w:type="page"/><w:t>b</w:t></w:r>', "a\nb"),
        ("<w:r><w:t>a</w:t><w:cr/><w:t>b</w:t></w:r>", "a\nb"),
        ("<w:r><w:t>S1</w:t><w:noBreakHyphen/><w:t>2</w:t></w:r>", "S1-2"),
        ("<w:r><w:t>super</w:t><w:softHyphen/><w:t>vision</w:t></w:r>", "supervision"),
        ("<w:r><w:t>a\nb\tc</w:t></w:r>", "a b c"),
        (run("sup") + run("er", "<w:i/>") + run("vision"), "supervision"),
        (run("a ") + "<w:proofErr/>" + f'<w:hyperlink r:id="r1">{run("b")}</w:hyperlink>', "a b"),
        (f'<w:smartTag w:element="x"><w:smartTagPr/>{run("a")}</w:smartTag>', "a"),
        (f'<w:customXml w:element="x">{run("a")}</w:customXml>', "a"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('a')}</w:sdtContent></w:sdt>", "a"),
        (f"<w:dir>{run('a')}</w:dir><w:bdo>{run('b')}</w:bdo>", "ab"),
        (f'<w:fldSimple w:instr="DATE">{run("1 May")}</w:fldSimple>', "1 May"),
        (f'<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>REF x</w:instrText></w:r>{run("S1")}', "S1"),
        (f"<w:r><w:ruby><w:rt>{run('over')}</w:rt><w:rubyBase>{run('base')}</w:rubyBase></w:ruby></w:r>", "base"),
        ("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>", "x=1"),
        (f"<w:ins>{run('new')}</w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del>", "new"),
        (f"<w:moveTo>{run('here')}</w:moveTo><w:moveFrom>{run('there')}</w:moveFrom>", "here"),
    ],
)
def test_a_cell_has_the_text_that_is_printed(content: str, text: str) -> None:
    assert text_of(content) == text


@pytest.mark.parametrize(
    ("symbol", "text"),
    [
        ('<w:sym w:font="Wingdings" w:char="F0FC"/>', "✓"),
        ('<w:sym w:font="Wingdings" w:char="F0FB"/>', "✗"),
        ('<w:sym w:font="Wingdings" w:char="F0A7"/>', "•"),
        ('<w:sym w:font="Wingdings" w:char="00FC"/>', "✓"),
        ('<w:sym w:font="Wingdings 2" w:char="F050"/>', "✓"),
        ('<w:sym w:font="Wingdings 2" w:char="F04F"/>', "✗"),
        ('<w:sym w:font="Symbol" w:char="F0B7"/>', "•"),
        ('<w:sym w:font="Symbol" w:char="00B3"/>', "≥"),
        ('<w:sym w:font="Webdings" w:char="F061"/>', "✓"),
        ('<w:sym w:font="Arial" w:char="F0FC"/>', "✓"),
        ('<w:sym w:font="Segoe UI Symbol" w:char="2612"/>', "☒"),
        ('<w:rPr><w:rFonts w:ascii="Webdings"/></w:rPr><w:t>a</w:t>', "✓"),
        ('<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>ü</w:t>', "✓"),
        ('<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>✔</w:t>', "✔"),
        ("<w:t>\uf0b7 Ask</w:t>", "• Ask"),
        ("<w:t>\uf0fc</w:t>", "✓"),
    ],
)
def test_symbols_come_out_as_in_any_font(symbol: str, text: str) -> None:
    assert text_of(f"<w:r>{symbol}</w:r>") == text
    assert problems_of(f"<w:r>{symbol}</w:r>") == []


@pytest.mark.parametrize(
    ("symbol", "said"),
    [
        ('<w:sym w:font="Wingdings" w:char="F04A"/>', "Wingdings F04A"),
        ('<w:sym w:font="Arial" w:char="nonsense"/>', "Arial nonsense"),
        ('<w:sym w:font="Wingdings 3" w:char="F050"/>', "Wingdings 3 F050"),
        ("<w:t>\uf04a\uf04a</w:t>", "symbol 4A"),
        ('<w:rPr><w:rFonts w:ascii="Webdings"/></w:rPr><w:t>J</w:t>', "webdings 4A"),
    ],
)
def test_a_symbol_that_is_not_known_is_left_out_and_told(symbol: str, said: str) -> None:
    assert text_of(f"<w:r>{symbol}</w:r>") == ""
    assert problems_of(f"<w:r>{symbol}</w:r>") == [Problem(CELL, f"symbols that we do not know, left out: {said}")]


def control(content: str, properties: str) -> str:
    """A content control around content."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    ("switch", "text"),
    [("<w:showingPlcHdr/>", ""), ('<w:showingPlcHdr w:val="0"/>', "Choose an item."), ("", "Choose an item.")],
)
def test_the_prompt_of_a_content_control_that_nobody_filled_in_is_not_content(switch: str, text: str) -> None:
    assert text_of(control(run("Choose an item."), switch)) == text
    assert cell_of(control(p("Choose an item."), switch)) == text
    assert cells_of(tbl(tr("a", control(tc("Choose an item."), switch), "b"))) == [["a", text, "b"]]


@pytest.mark.parametrize("box", ["☒", "☐"])
def test_a_checkbox_shows_its_symbol(box: str) -> None:
    assert (
        text_of(control(run(box), f'<w14:checkbox><w14:checked w14:val="{int(box == "☒")}"/></w14:checkbox><w:showingPlcHdr/>'))
        == box
    )


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>', "☒"),
        ('<w:checkBox><w:default w:val="1"/></w:checkBox>', "☒"),
        ('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>', "☐"),
        ('<w:ddList><w:result w:val="1"/><w:listEntry w:val="Red"/><w:listEntry w:val="Green"/></w:ddList>', "Green"),
        ('<w:ddList><w:listEntry w:val="Red"/></w:ddList>', "Red"),
        ('<w:ddList><w:default w:val="1"/><w:listEntry w:val="Red"/><w:listEntry w:val="Green"/></w:ddList>', "Green"),
        ('<w:ddList><w:result w:val="7"/><w:listEntry w:val="Red"/></w:ddList>', ""),
        ("<w:textInput/>", ""),
    ],
)
def test_fields_of_old_forms_show_what_was_chosen(field: str, text: str) -> None:
    assert text_of(f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{field}</w:ffData></w:fldChar></w:r>') == text


@pytest.mark.parametrize(
    "drawing",
    [
        f"<w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict>",
        f"<w:drawing><wps:wsp><wps:txbx>{BOX}</wps:txbx></wps:wsp></w:drawing>",
        f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>",
        f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp/></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>",
    ],
)
def test_a_text_box_gives_further_lines_once_and_is_told(drawing: str) -> None:
    content = f"{run('before')}<w:r>{drawing}</w:r>{run(' after')}"
    assert text_of(content) == "before after\nin a box\nand more"
    assert problems_of(content) == [Problem(CELL, "a text box, read as further lines")]


def test_a_picture_and_a_text_box_drawn_together_are_both_told() -> None:
    content = f'<w:r><w:drawing><a:blip r:embed="r1"/>{BOX}</w:drawing></w:r>'
    said = ["a text box, read as further lines", "a picture: look at the document"]
    assert [problem.what for problem in problems_of(content)] == said


def test_an_alternative_without_words_gives_way_to_one_with_words() -> None:
    choice = f"<mc:Choice>{run(' ')}</mc:Choice><mc:Fallback>{run('b')}</mc:Fallback>"
    assert text_of(run("x") + f"<mc:AlternateContent>{choice}</mc:AlternateContent>") == "xb"


def test_an_alternative_inside_an_alternative_is_settled_too() -> None:
    inner = f"<mc:AlternateContent><mc:Choice>{run('a')}</mc:Choice><mc:Fallback>{run('b')}</mc:Fallback></mc:AlternateContent>"
    outer = f"<mc:AlternateContent><mc:Choice>{inner}</mc:Choice><mc:Fallback>{run('c')}</mc:Fallback></mc:AlternateContent>"
    assert text_of(run("x") + outer + "<mc:AlternateContent/>") == "xa"


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_a_note_is_the_last_line_of_its_cell_and_told(kind: str) -> None:
    notes = {f"{kind}s": NOTES.format(kind, run(" as agreed"), p("in May"))}
    content = (
        f"{p(run('Ask') + f'<w:r><w:{kind}Reference w:id=' + chr(34) + '2' + chr(34) + '/></w:r>' + run(' them'))}{p('Tell')}"
    )
    source = read(tbl(tr(tc(content), "x")), **notes)
    assert source.grids[0].rows[0].cells == ["Ask them\nTell\n[note: as agreed in May]", "x"]
    assert source.problems == [Problem(CELL, "a note, read as the last line")]


def comment(number: int, text: str) -> str:
    """A comment by its number."""
    return f'<w:comment w:id="{number}" w:author="A">{p(text)}</w:comment>'


def test_a_comment_is_told_with_the_place_of_its_cell_and_not_imported() -> None:
    cell = tc(p(run("Ask") + '<w:r><w:commentReference w:id="1"/></w:r>'))
    source = read(tbl(tr("a", "b"), tr("x", cell)), comments=comment(1, "Who? When?"))
    assert source.grids[0].rows[1].cells == ["x", "Ask"]
    assert source.problems == [Problem("table 1, row 2, column 2", "a comment, not imported: 'Who? When?'")]


def test_comments_outside_tables_on_deleted_text_or_on_nothing_are_told_too() -> None:
    gone = '<w:del><w:r><w:delText>x</w:delText></w:r><w:r><w:commentReference w:id="2"/></w:r></w:del>'
    body = p(run("Plan") + '<w:r><w:commentReference w:id="1"/></w:r>') + tbl(tr(tc(p(gone))))
    source = read(body, comments=comment(1, "one") + comment(2, "two") + comment(3, "three"))
    assert [(problem.place, problem.what[-7:]) for problem in source.problems[:3]] == [
        ("beginning of the document", ": 'one'"),
        ("file", ": 'two'"),
        ("file", "'three'"),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (PICTURE, "a picture: look at the document"),
        (PICTURE * 3, "3 pictures: look at the document"),
        ('<w:r><w:pict><v:shape><v:imagedata r:id="r1"/></v:shape></w:pict></w:r>', "a picture: look at the document"),
        ('<w:r><w:object><o:OLEObject ProgID="Excel.Sheet"/></w:object></w:r>', "a picture: look at the document"),
        ("<w:r><w:drawing><wps:wsp/></w:drawing></w:r>", "a picture: look at the document"),
    ],
)
def test_pictures_are_counted_and_told_with_their_cell(content: str, said: str) -> None:
    assert problems_of(content) == [Problem(CELL, said)]


@pytest.mark.parametrize(
    ("properties", "said"),
    [
        ("<w:vanish/>", "hidden in the document, read as it stands: 'was May'"),
        ("<w:strike/>", "struck through in the document, read as it stands: 'was May'"),
        ("<w:dstrike/>", "struck through in the document, read as it stands: 'was May'"),
        ('<w:rStyle w:val="Gone"/>', "struck through in the document, read as it stands: 'was May'"),
        ('<w:strike w:val="0"/>', None),
        ('<w:rStyle w:val="Gone"/><w:strike w:val="false"/>', None),
    ],
)
def test_hidden_and_struck_text_is_read_and_told(properties: str, said: str | None) -> None:
    content = run("June ") + run("was ", properties) + run("May", properties)
    styles = style("Gone", "<w:rPr><w:strike/></w:rPr>", kind="character")
    assert text_of(content, styles=styles) == "June was May"
    assert problems_of(content, styles=styles) == ([Problem(CELL, said)] if said else [])


def test_long_struck_text_is_quoted_by_its_beginning() -> None:
    (problem,) = problems_of(run("word " * 50, "<w:strike/>"))
    assert problem.what.endswith("word word…'")
    assert len(problem.what) < 150


def test_a_document_put_into_another_is_told_as_unread() -> None:
    source = read(p("a") + '<w:altChunk r:id="r9"/>' + tbl(tr("x")))
    assert source.problems == [
        Problem("beginning of the document", "another document put in here, not read: save it again in Word", True)
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (f"<w:ins>{run('a')}</w:ins>", "1 insertion read"),
        (f"<w:ins>{run('a')}</w:ins>" * 3 + f"<w:del>{run('')}</w:del>" * 2, "3 insertions read, 2 deletions left out"),
        (f"<w:moveTo>{run('a')}</w:moveTo><w:moveFrom>{run('a')}</w:moveFrom>", "1 insertion read, 1 deletion left out"),
        (f"<w:ins><w:del>{run('')}</w:del></w:ins>", "1 deletion left out"),
    ],
)
def test_tracked_changes_are_counted_once_for_the_file(content: str, said: str) -> None:
    assert problems_of(content) == [Problem("file", f"tracked changes: {said}")]


def test_tracked_changes_without_content_are_not_counted() -> None:
    source = read(tbl(tr(tc(p("a", "<w:rPr><w:ins/><w:del/></w:rPr>")), properties="<w:ins/>")))
    assert source.problems == []


def test_a_deleted_row_whose_text_is_marked_as_deleted_is_counted_by_that() -> None:
    gone = tc(p("<w:del><w:r><w:delText>b</w:delText></w:r></w:del>"))
    source = read(tbl(tr("a"), tr(gone, gone, properties=DELETED)))
    assert source.problems == [Problem("file", "tracked changes: 2 deletions left out")]


@pytest.mark.parametrize("live", ["c", ""])
def test_a_deleted_row_is_counted_once_where_only_some_of_its_text_is_marked(live: str) -> None:
    gone = tc(p("<w:del><w:r><w:delText>b</w:delText></w:r></w:del>"))
    source = read(tbl(tr("a"), tr(gone, live, properties=DELETED), tr("", properties=DELETED)))
    assert source.problems == [Problem("file", "tracked changes: 1 deletion left out")]


@pytest.mark.parametrize("end", ["<w:rPr><w:del/></w:rPr>", "<w:rPr><w:moveFrom/></w:rPr>"])
def test_a_deleted_end_of_a_paragraph_joins_it_to_the_next(end: str) -> None:
    assert cell_of(p("Ask ", end) + p("them") + p("Tell")) == "Ask them\nTell"
    assert cell_of(p("Ask") + p("them", end)) == "Ask\nthem"
