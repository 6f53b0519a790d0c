"""The pictures of a board pack: what they show, that their labels stay apart, and that their SVG is safe in a page."""

import re
import subprocess
import sys
import time
from datetime import date
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actiontracker.render.charts import colours
from actiontracker.render.charts.areas import areas_scene
from actiontracker.render.charts.colours import RATINGS
from actiontracker.render.charts.columns import LOOKS
from actiontracker.render.charts.completion import completion_scene
from actiontracker.render.charts.deadlines import deadlines_scene
from actiontracker.render.charts.marks import month_labels
from actiontracker.render.charts.measure import frame, touch, width_of, wrapped
from actiontracker.render.charts.scale import ticks
from actiontracker.render.charts.scene import WIDTH, Box, Dot, Label, Line, Scene
from actiontracker.render.charts.svg import svg
from actiontracker.reports.pictures import CompletionPoint, DeadlineMonth

SVG = "{http://www.w3.org/2000/svg}"
ORDER = ["blue", "green", "amber", "red", "none"]
DAYS = ["2012-08-31", "2012-09-30", "2012-10-31", "2012-11-30", "2012-12-31", "2013-01-31", "2013-07-31"]
POINTS = [
    CompletionPoint(*row) for row in zip(DAYS, (20, 45, 66, 72, 90, 94, 116), (5, 22, 40, None, None, None, None), strict=True)
]
MONTHS = [
    DeadlineMonth("2012-09", 14, 0, 9, 7),
    DeadlineMonth("2012-10", 9, 0, 10, 4),
    DeadlineMonth("2012-11", 1, 14, 0, 0),
    DeadlineMonth("2012-12", 0, 0, 0, 0),
    DeadlineMonth("2013-01", 0, 4, 0, 0),
]
QUICK = settings(max_examples=30, deadline=None)


def rag(*counts: int) -> dict[str, int]:
    return dict(zip(ORDER, counts, strict=True))


AREAS = [
    ("Leadership and management", rag(8, 10, 0, 5, 5)),
    ("Safeguarding", rag(16, 6, 1, 9, 5)),
    ("Workforce", rag(0, 0, 0, 0, 0)),
]


def labels(scene: Scene) -> list[Label]:
    return [shape for shape in scene.shapes if isinstance(shape, Label)]


def words(scene: Scene) -> list[str]:
    return [label.text for label in labels(scene)]


def boxes(scene: Scene, fill: str) -> list[Box]:
    """Those that stand for something: the first of a fill is the legend's."""
    return [shape for shape in scene.shapes if isinstance(shape, Box) and shape.fill == fill and shape.height != 11]


def lines(scene: Scene, colour: str, width: float) -> list[Line]:
    return [shape for shape in scene.shapes if isinstance(shape, Line) and (shape.colour, shape.width) == (colour, width)]


def one(scene: Scene, text: str) -> Label:
    (found,) = (label for label in labels(scene) if label.text == text)
    return found


def parsed(scene: Scene) -> ElementTree.Element:
    return ElementTree.fromstring(svg(scene, "p", standalone=True))


def assert_legible(scene: Scene) -> None:
    """No two labels share ground, and all are inside the picture."""
    frames = [(frame(label), label.text) for label in labels(scene)]
    assert [(a[1], b[1]) for a, b in combinations(frames, 2) if touch(a[0], b[0])] == []
    for (left, top, right, bottom), text in frames:
        assert left >= -0.01, text
        assert top >= -0.01, text
        assert right <= scene.width + 0.01, text
        assert bottom <= scene.height + 0.01, text


# --- areas ---


def test_a_bar_has_blue_green_amber_red_and_none_in_this_order_as_long_as_their_numbers() -> None:
    scene = areas_scene([("All", rag(4, 3, 2, 1, 5))])
    bar = [shape for shape in scene.shapes if isinstance(shape, Box) and shape.height == 18]
    assert list(RATINGS) == ORDER
    assert [box.fill for box in bar] == [RATINGS[colour].fill for colour in ORDER]
    unit = bar[0].width / 4
    assert [round(box.width / unit, 6) for box in bar] == [4, 3, 2, 1, 5]
    assert all(abs(a.x + a.width - b.x) < 1e-6 for a, b in pairwise(bar))


def test_all_areas_share_one_scale_and_the_longest_bar_leaves_room_for_its_total() -> None:
    scene = areas_scene([("A", rag(10, 0, 0, 0, 0)), ("B", rag(5, 0, 0, 0, 0))])
    long, short = boxes(scene, colours.BLUE)
    assert long.width == pytest.approx(2 * short.width)
    assert frame(one(scene, "10"))[2] <= WIDTH


def test_each_rating_has_a_hatching_of_its_own_and_the_legend_says_letter_and_word() -> None:
    assert len({rating.hatch for rating in RATINGS.values()}) == len(RATINGS)
    assert words(areas_scene(AREAS))[:5] == ["B blue", "G green", "A amber", "R red", "– none"]


def test_the_words_of_a_legend_stay_clear_of_its_signs() -> None:
    for scene in (areas_scene(AREAS), deadlines_scene(MONTHS, "2012-10-31")):
        signs = [shape for shape in scene.shapes if isinstance(shape, Box) and shape.height == 11]
        grounds = [(sign.x, sign.y, sign.x + sign.width, sign.y + sign.height) for sign in signs]
        assert len(signs) >= 4
        assert not any(
            touch((left, top, right + 6, bottom), ground)
            for left, top, right, bottom in map(frame, labels(scene)[: len(signs)])
            for ground in grounds
        )


def test_a_segment_says_its_letter_and_number_only_where_they_fit() -> None:
    scene = areas_scene([("A", rag(100, 1, 0, 30, 0))])
    assert "B 100" in words(scene)
    assert "R 30" in words(scene)
    assert "G 1" not in words(scene)


def test_the_name_stands_over_its_bar() -> None:
    scene = areas_scene([("Safeguarding", rag(3, 0, 0, 0, 0))])
    (bar,) = boxes(scene, colours.BLUE)
    assert frame(one(scene, "Safeguarding"))[3] <= bar.y


def test_a_long_name_breaks_at_words_and_ends_after_three_lines() -> None:
    short = wrapped("Services for looked after children and young people in the care of the council today", WIDTH, 13)
    assert len(short) == 2
    assert " ".join(short).endswith("of the council today")
    long = wrapped("word " * 200, WIDTH, 13)
    assert len(long) == 3
    assert long[0].split()[-1] == "word"
    assert long[2].endswith("…")


@pytest.mark.parametrize("name", ["x" * 500, "W" * 500, "字" * 500, "\U0001f600" * 500, "a\u0301" * 500])
def test_a_name_without_spaces_is_broken_inside_the_picture(name: str) -> None:
    lines = wrapped(name, WIDTH, 13)
    assert 1 < len(lines) <= 3
    assert all(width_of(line, 13) <= WIDTH for line in lines)


@pytest.mark.parametrize("name", ["x" * 20_000, "word " * 4_000, "\u0301" * 20_000, "a" + "\u0301" * 20_000, "\u200b" * 20_000])
def test_a_name_of_twenty_thousand_characters_takes_no_time_and_three_lines_at_most(name: str) -> None:
    began = time.perf_counter()
    scene = areas_scene([(name, rag(1, 0, 0, 0, 0))])
    assert len(svg(scene, "p")) < 6_000
    assert time.perf_counter() - began < 1
    assert_legible(scene)


def test_marks_piled_on_a_letter_do_not_climb_over_what_is_above() -> None:
    assert wrapped("Za" + "\u0310" * 50 + "go", WIDTH, 13) == ["Za\u0310\u0310go"]


def test_an_area_without_actions_or_without_a_name_has_its_place() -> None:
    scene = areas_scene([("Workforce", rag(0, 0, 0, 0, 0)), (" ", {})])
    assert words(scene)[-4:] == ["Workforce", "0", "(no name)", "0"]


def test_no_areas_is_said() -> None:
    assert words(areas_scene([])) == ["No areas to show."]


def test_what_is_beyond_forty_areas_is_said_not_hidden() -> None:
    scene = areas_scene([(f"Area {n}", rag(1, 0, 0, 0, 0)) for n in range(43)])
    assert words(scene)[-1] == "3 more areas not drawn: see the table."
    assert "43 actions in 43 areas" in scene.description
    assert len(boxes(scene, colours.BLUE)) == 40


def test_the_description_says_the_figures() -> None:
    said = areas_scene(AREAS).description
    assert said == "65 actions in 3 areas: 24 blue, 16 green, 1 amber, 14 red, 10 none. Most red: Safeguarding, 9 of 37."


# --- completion ---


def test_the_closed_line_ends_on_the_reports_day_and_the_due_line_runs_on() -> None:
    scene = completion_scene(POINTS, "2012-10-31")
    (due,), (closed,) = lines(scene, colours.INK, 1.6), lines(scene, colours.BLUE, 3)
    (mark,) = lines(scene, colours.GREY, 1.2)
    assert due.dash
    assert closed.dash is None
    assert (len(due.points), len(closed.points)) == (7, 3)
    assert closed.points[-1][0] == mark.points[0][0] == due.points[2][0]
    assert [dot.fill for dot in scene.shapes if isinstance(dot, Dot)].count(colours.BLUE) == 3


def test_the_lines_rise_from_nought_at_the_foot() -> None:
    scene = completion_scene(POINTS, "2012-10-31")
    (due,) = lines(scene, colours.INK, 1.6)
    foot, hundred = one(scene, "0").y, one(scene, "100").y
    assert (foot + hundred) / 2 == pytest.approx(one(scene, "50").y)
    assert foot - 4 - due.points[0][1] == pytest.approx(20 / 100 * (foot - hundred))


def test_the_ends_of_the_lines_say_their_numbers() -> None:
    assert {"31 Oct 2012", "due 66", "closed 40", "due 116"} <= set(words(completion_scene(POINTS, "2012-10-31")))


def test_days_stand_where_the_calendar_has_them_in_any_order_of_the_points() -> None:
    (due,) = lines(completion_scene(POINTS[::-1], "2012-10-31"), colours.INK, 1.6)
    x = [point[0] for point in due.points]
    assert x == sorted(x)
    assert x[-1] - x[-2] > 5 * (x[1] - x[0])


def test_one_point_alone_is_readable() -> None:
    scene = completion_scene([CompletionPoint("2012-10-31", 66, 40)], "2012-10-31")
    assert {"31 Oct 2012", "due 66", "closed 40", "Oct", "2012"} <= set(words(scene))
    assert_legible(scene)


def test_a_plan_that_has_only_begun_has_no_closed_line() -> None:
    scene = completion_scene([CompletionPoint("2012-10-31", 3, None), CompletionPoint("2012-11-30", 9, None)], "2012-10-01")
    assert lines(scene, colours.BLUE, 3) == []
    assert lines(scene, colours.GREY, 1.2) == []  # the day is not in the picture
    assert scene.description == "Completion: nothing recorded yet; 9 due by 30 Nov 2012."


def test_no_points_is_said() -> None:
    assert words(completion_scene([], "2012-10-31")) == ["No deadlines yet: no completion to show."]


def test_the_description_of_completion_says_the_figures() -> None:
    said = completion_scene(POINTS, "2012-10-31").description
    assert said == "Completion: 40 closed on 31 Oct 2012, 66 were due by then; 116 due by 31 Jul 2013."
    assert completion_scene(POINTS[:3], "2012-10-31").description.endswith("66 were due by then.")


@given(st.integers(2, 5_000_000))
@settings(max_examples=200)
def test_an_axis_has_three_to_five_round_numbers_from_nought(highest: int) -> None:
    found = ticks(highest)
    step = found[1]
    assert 3 <= len(found) <= 5
    assert found == [step * n for n in range(len(found))]
    assert found[-1] <= highest
    assert re.fullmatch("[125]0*", str(step))


@pytest.mark.parametrize("count", [1, 2, 11, 40, 120, 1100])
@pytest.mark.parametrize("begins", [0, 11])
def test_month_names_never_touch_and_each_year_stands_once_where_it_begins(count: int, begins: int) -> None:
    months = [f"{2000 + n // 12}-{n % 12 + 1:02}" for n in range(begins, begins + count)]
    found = [
        shape
        for shape in month_labels([(30 + 300 * n / count, month) for n, month in enumerate(months)], 100)
        if isinstance(shape, Label)
    ]
    assert not any(touch(frame(a), frame(b)) for a, b in combinations(found, 2))
    years = [label.text for label in found if label.text.isdigit()]
    assert years
    assert years == sorted(set(years))


def test_a_year_of_one_month_gives_way_to_the_next() -> None:
    found = month_labels([(20, "2012-12"), (48, "2013-01"), (76, "2013-02")], 100)
    assert [shape.text for shape in found if isinstance(shape, Label)] == ["Dec", "Jan", "Feb", "2013"]


# --- deadlines ---


def test_a_month_stacks_closed_open_and_overdue_from_the_foot() -> None:
    scene = deadlines_scene([DeadlineMonth("2012-10", 4, 2, 1, 0)], "2012-10-31")
    stack = [shape for shape in scene.shapes if isinstance(shape, Box) and shape.height != 11 and shape.outline]
    assert [box.fill for box in stack] == [LOOKS[word].fill for word in ("closed", "open", "overdue")]
    assert [round(box.height / stack[2].height, 6) for box in stack] == [4, 2, 1]
    assert all(box.y == pytest.approx(above.y + above.height) for box, above in pairwise(stack))


def test_the_number_over_a_month_counts_what_stands_in_it_and_not_what_was_moved() -> None:
    scene = deadlines_scene(MONTHS, "2012-10-31")
    assert {"23", "7", "19", "4"} <= set(words(scene))
    frames = [shape for shape in scene.shapes if isinstance(shape, Line) and shape.dash]
    assert len(frames) == 3  # one in the legend
    assert max(y for _, y in frames[1].points) <= frame(one(scene, "23"))[1]


def test_a_month_without_anything_has_its_place_but_no_number() -> None:
    scene = deadlines_scene(MONTHS, "2012-10-31")
    assert "Dec" in words(scene)
    assert "0" not in words(scene)


def test_a_month_whose_deadlines_were_all_moved_says_nought() -> None:
    assert "0" in words(deadlines_scene([DeadlineMonth("2012-10", 0, 0, 0, 3), MONTHS[0]], "2012-10-31"))


@pytest.mark.parametrize(
    ("today", "place"), [("2012-10-31", 2), ("2012-10-01", 1 + 1 / 31), ("2012-08-31", 0), ("2014-01-01", 5)]
)
def test_the_mark_stands_between_what_was_and_what_is_to_come(today: str, place: float) -> None:
    scene = deadlines_scene(MONTHS, today)
    mark = lines(scene, colours.GREY, 1.2)[0]
    assert mark.points[0][0] == pytest.approx(60 * place)


@pytest.mark.parametrize(("day", "above"), [("2012-09-15", "7"), ("2012-11-15", "15")])
def test_the_mark_stops_above_what_a_column_shows(day: str, above: str) -> None:
    scene = deadlines_scene(MONTHS, day)
    assert lines(scene, colours.GREY, 1.2)[0].points[1][1] < frame(one(scene, above))[1]


@pytest.mark.parametrize("day", ["2012-10-31", "2012-12-15"])
def test_the_mark_reaches_the_foot_where_no_column_stands(day: str) -> None:
    mark, foot = lines(deadlines_scene(MONTHS, day), colours.GREY, 1.2)
    assert mark.points[1][1] == foot.points[0][1]


def test_one_date_mistyped_by_a_century_does_not_flatten_the_rest() -> None:
    months = [DeadlineMonth(f"{2000 + n // 12}-{n % 12 + 1:02}", 1, 0, 0, 0) for n in range(120)]
    scene = deadlines_scene(months, "2004-06-30")
    assert len(boxes(scene, colours.BLUE)) == 40
    assert {"2003", "2004", "2005"} <= set(words(scene))
    assert words(scene)[-1] == "80 more months not drawn: see the table."
    assert_legible(scene)


def test_no_months_is_said() -> None:
    assert words(deadlines_scene([], "2012-10-31")) == ["No deadlines to show."]


def test_the_description_of_the_deadlines_says_the_figures() -> None:
    assert deadlines_scene(MONTHS, "2012-10-31").description == (
        "61 deadlines from Sep 2012 to Jan 2013: 24 closed, 18 open, 19 overdue. Most in Sep 2012: 23. "
        "11 deadlines moved out of the month first given."
    )
    assert deadlines_scene(MONTHS[4:], "2012-10-31").description.startswith("4 deadlines in Jan 2013: 4 open.")


# --- labels stay apart, whatever the data ---

COUNTS = st.one_of(st.integers(0, 6), st.integers(0, 2000))
NAMES = st.one_of(st.text(max_size=200), st.sampled_from(["Safeguarding", "word " * 30]))


@given(st.lists(st.tuples(NAMES, st.builds(rag, COUNTS, COUNTS, COUNTS, COUNTS, COUNTS)), max_size=42))
@QUICK
def test_no_labels_overlap_in_any_areas(areas: list[tuple[str, dict[str, int]]]) -> None:
    scene = areas_scene(areas)
    assert_legible(scene)
    parsed(scene)


@st.composite
def spans(draw: st.DrawFn) -> tuple[list[CompletionPoint], str]:
    """Month's ends with the report's day among them; what is due rises, what is closed may fall again."""
    count, now = draw(st.integers(1, 40)), draw(st.integers(0, 39))
    most = draw(st.sampled_from([1, 5, 300]))
    due, points = 0, []
    for n in range(count):
        due += draw(st.integers(0, most))
        closed = draw(st.integers(0, most * (n + 1))) if n <= now else None
        points.append(CompletionPoint(f"{2012 + n // 12}-{n % 12 + 1:02}-{draw(st.integers(1, 28)):02}", due, closed))
    return points, points[min(now, count - 1)].day


@given(spans())
@settings(max_examples=150, deadline=None)
def test_no_labels_overlap_in_any_completion(span: tuple[list[CompletionPoint], str]) -> None:
    scene = completion_scene(*span)
    assert_legible(scene)
    parsed(scene)


@given(
    st.lists(st.tuples(COUNTS, COUNTS, COUNTS, COUNTS), min_size=1, max_size=45),
    st.dates(min_value=date(2011, 1, 1), max_value=date(2017, 1, 1)),
)
@QUICK
def test_no_labels_overlap_in_any_deadlines(counts: list[tuple[int, int, int, int]], today: date) -> None:
    months = [DeadlineMonth(f"{2012 + n // 12}-{n % 12 + 1:02}", *four) for n, four in enumerate(counts)]
    scene = deadlines_scene(months, str(today))
    assert_legible(scene)
    parsed(scene)


def test_the_due_line_may_end_right_beside_the_report_day() -> None:
    points = [CompletionPoint(f"2012-{n:02}-28", 50, 100 if n < 12 else None) for n in range(1, 13)]
    scene = completion_scene(points, "2012-11-28")
    assert {label.text for label in labels(scene)} >= {"closed 100", "due 50"}
    assert_legible(scene)


@pytest.mark.parametrize("count", [7, 20, 40])
@pytest.mark.parametrize("n", [3, 33, 333, 3333])
def test_numbers_over_many_months_stay_apart_and_off_the_columns(count: int, n: int) -> None:
    months = [DeadlineMonth(f"{2012 + m // 12}-{m % 12 + 1:02}", n + m % 3, 0, 0, n * (m % 2)) for m in range(count)]
    scene = deadlines_scene(months, "2012-06-30")
    assert_legible(scene)
    numbers = [label for label in labels(scene) if label.bold and label.text.isdigit()]
    assert numbers or count == 40  # there the table has them
    columns = boxes(scene, colours.BLUE)
    grounds = [(box.x, box.y, box.x + box.width, box.y + box.height) for box in columns]
    assert not any(touch(frame(label), ground) for label in numbers for ground in grounds)


# --- SVG ---


def all_three() -> list[Scene]:
    return [areas_scene(AREAS), completion_scene(POINTS, "2012-10-31"), deadlines_scene(MONTHS, "2012-10-31")]


def test_three_pictures_on_one_page_share_no_id_and_lead_nowhere() -> None:
    page = "".join(svg(scene, name) for scene, name in zip(all_three(), ("areas", "completion", "deadlines"), strict=True))
    ids = re.findall(r'\bid="([^"]*)"', page)
    assert len(ids) == len(set(ids)) >= 6
    assert all(ident.startswith(("areas-", "completion-", "deadlines-")) for ident in ids)
    assert set(re.findall(r"url\(#([^)]*)\)", page)) <= set(ids)
    assert "http" not in page
    assert "xmlns" not in page
    assert "href" not in page
    assert "style=" not in page  # a page may forbid styles in elements


def test_a_picture_has_a_title_that_says_its_figures_to_readers_aloud() -> None:
    for scene in all_three():
        root = parsed(scene)
        assert root.get("role") == "img"
        title = root.find(f"{SVG}title")
        assert title is not None
        assert root.get("aria-labelledby") == title.get("id")
        assert title.text == scene.description
        assert root.get("viewBox") == f"0 0 400 {scene.height:g}"


def test_standing_alone_only_the_namespace_is_added() -> None:
    scene = completion_scene(POINTS, "2012-10-31")
    alone = svg(scene, "p", standalone=True)
    assert alone.replace(' xmlns="http://www.w3.org/2000/svg"', "", 1) == svg(scene, "p")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("<script>alert('x')</script>", "<script>alert('x')</script>"),
        ('"><img src=x onerror=alert(1)> &amp;', '"><img src=x onerror=alert(1)> &amp;'),
        ("safe\x00\x1b[31m\x07guarding", "safe␀␛[31m␇guarding"),
        ("one\u202eowt\u2066\u061c\u200f", "one[U+202E]owt[U+2066][U+061C][U+200F]"),
        ("\ufffe\uffff\ud800end", "[U+FFFE][U+FFFF][U+D800]end"),
        ("two\nlines\tand\u2028more", "two lines and more"),
        ("\U0001f600 joy", "\U0001f600 joy"),
    ],
)
def test_a_hostile_name_is_shown_as_text_and_nothing_else(name: str, shown: str) -> None:
    scene = areas_scene([(name, rag(0, 0, 0, 1, 0))])
    root = parsed(scene)
    assert shown in [element.text for element in root.iter(f"{SVG}text")]
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg",
        "title",
        "defs",
        "pattern",
        "rect",
        "path",
        "circle",
        "text",
    }
    assert f"Most red: {shown}, 1 of 1." in (root.findtext(f"{SVG}title") or "")


def test_whatever_a_scene_says_is_cleaned_and_escaped() -> None:
    said = "\u202e<b>\x1b&\x00"
    root = parsed(Scene(10, 10, said, said, (Label(0, 0, said),)))
    assert [element.text for element in root if element.tag != f"{SVG}rect"] == ["[U+202E]<b>␛&␀"] * 2


def test_numbers_are_short() -> None:
    numbers = re.findall(r"(?<![#\w])-?\d+\.\d+", "".join(svg(scene, "p") for scene in all_three()))
    assert numbers
    assert all(re.fullmatch(r"-?\d+\.[1-9]", number) for number in numbers)


def test_the_same_figures_give_the_same_text() -> None:
    assert [svg(scene, "p") for scene in all_three()] == [svg(scene, "p") for scene in all_three()]


def test_a_name_that_is_no_id_is_refused() -> None:
    with pytest.raises(AssertionError):
        svg(areas_scene([]), 'a" onload="x')


# --- ink ---


def _contrast(one: str, other: str) -> float:
    light = sorted(_luminance(colour) for colour in (one, other))
    return (light[1] + 0.05) / (light[0] + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_text_and_shapes_stand_out_from_the_white() -> None:
    for scene in all_three():
        assert min(_contrast(label.colour, colours.WHITE) for label in labels(scene)) >= 4.5
    assert all(_contrast(rating.outline, colours.WHITE) >= 3 for rating in RATINGS.values())


def test_a_label_is_never_wider_than_measured() -> None:
    fonts = pytest.importorskip("PIL.ImageFont")
    try:
        faces = {bold: fonts.truetype(face, 100) for bold, face in ((False, "DejaVuSans.ttf"), (True, "DejaVuSans-Bold.ttf"))}
    except OSError:
        pytest.skip("no DejaVu here")
    texts = [
        "Services for looked after children",
        "closed 1234567890",
        "– 5",
        "Improvement, WMQ & Jul…",
        "due 66",
        "Ellipsis fill",
        "Children’s “voice” — £5 é",
    ]
    for text in texts:
        for bold, face in faces.items():
            assert face.getlength(text) <= width_of(text, 100, bold) * 1.005
            assert width_of(text, 100, bold) <= face.getlength(text) * 1.15


def test_the_svg_of_a_picture_waits_for_no_pillow() -> None:
    code = "import sys; from actiontracker.render.charts import areas, completion, deadlines, svg, png; assert 'PIL' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
