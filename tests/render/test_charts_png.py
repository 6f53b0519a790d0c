"""The pictures as PNG, for Word: drawn with Pillow, where it is installed."""

import io

import pytest

from actiontracker.render.charts import colours
from actiontracker.render.charts.areas import areas_scene
from actiontracker.render.charts.completion import completion_scene
from actiontracker.render.charts.deadlines import deadlines_scene
from actiontracker.render.charts.png import png
from actiontracker.render.charts.scene import Box, Line, Scene
from tests.render.test_charts import AREAS, MONTHS, POINTS, all_three, rag

Image = pytest.importorskip("PIL.Image")


def colours_of(data: bytes) -> set[tuple[int, int, int]]:
    image = Image.open(io.BytesIO(data))
    return {colour for _, colour in image.getcolors(image.width * image.height)}


def rgb(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_picture_opens_at_three_pixels_a_unit_and_is_not_blank(place: int) -> None:
    scene = all_three()[place]
    data = png(scene)
    image = Image.open(io.BytesIO(data))
    assert (image.format, image.mode) == ("PNG", "RGB")
    assert image.size == (1200, round(scene.height * 3))
    assert {rgb(colours.INK), rgb(colours.WHITE), rgb(colours.BLUE)} <= colours_of(data)


def test_the_same_figures_give_the_same_bytes() -> None:
    assert [png(scene) for scene in all_three()] == [png(scene) for scene in all_three()]


def test_every_rating_is_seen_in_its_colour() -> None:
    found = colours_of(png(areas_scene([("All", rag(9, 9, 9, 9, 9))])))
    assert {rgb(rating.fill) for rating in colours.RATINGS.values()} <= found


@pytest.mark.parametrize("hatch", sorted(colours.HATCHES))
def test_hatching_fills_its_box_and_nothing_outside(hatch: str) -> None:
    ground = "#FFBF47"
    data = png(Scene(100, 40, "t", "d", (Box(10, 10, 30, 20, ground, hatch),)))
    image = Image.open(io.BytesIO(data))
    inside = image.crop((30, 30, 120, 90)).getcolors(9000)
    assert rgb(colours.HATCHES[hatch].colour) in {colour for _, colour in inside}
    assert image.crop((121, 0, 300, 120)).getcolors() == [(179 * 120, (255, 255, 255))]


def test_a_dashed_line_has_gaps_that_go_on_round_a_corner() -> None:
    data = png(Scene(40, 40, "t", "d", (Line(((5, 5), (12, 5), (12, 35)), colours.INK, 2, (5, 3)),)))
    image = Image.open(io.BytesIO(data)).convert("L")
    along = [image.getpixel((int(3 * x), 15)) < 128 for x in (6, 9, 10.5)]
    down = [image.getpixel((36, int(3 * y))) < 128 for y in (7, 10, 12.5, 15, 18, 20.5)]
    assert along == [True, True, False]
    assert down == [True, True, False, True, True, False]


def test_text_is_drawn_where_no_font_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL import ImageFont

    from actiontracker.render.charts import brush

    own = ImageFont.truetype

    def none_installed(font: object, *more: object, **named: object) -> object:
        if isinstance(font, str):
            raise OSError
        return own(font, *more, **named)  # type: ignore[arg-type]

    brush._font.cache_clear()
    monkeypatch.setattr(ImageFont, "truetype", none_installed)
    try:
        assert rgb(colours.INK) in colours_of(png(completion_scene(POINTS, "2012-10-31")))
    finally:
        brush._font.cache_clear()


def test_what_is_hostile_or_huge_is_still_a_picture() -> None:
    names = ["<script>", "x" * 20_000, "\u202eowt", "\U0001f600" * 300, "\x00\x1b[31m", "字" * 100, ""]
    areas = [(names[n % len(names)], rag(n, 1, 0, 2, 0)) for n in range(40)]
    data = png(areas_scene(areas))
    assert Image.open(io.BytesIO(data)).width == 1200
    assert len(data) < 1_500_000


def test_nothing_to_show_is_a_picture_too() -> None:
    for scene in (areas_scene([]), completion_scene([], "2012-10-31"), deadlines_scene([], "2012-10-31")):
        assert rgb(colours.INK) in colours_of(png(scene))


def test_another_scale_is_another_size() -> None:
    assert Image.open(io.BytesIO(png(areas_scene(AREAS), scale=2))).width == 800
    assert Image.open(io.BytesIO(png(deadlines_scene(MONTHS, "2012-10-31"), scale=1))).width == 400
