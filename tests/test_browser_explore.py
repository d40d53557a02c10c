"""The interactions of the graph view, in a real browser."""

import pytest

pytestmark = pytest.mark.browser
KEY = "explore-graph"


@pytest.fixture
def explorer(browse):
    watched = browse()
    watched.open("explore", concept="lora", lang="en")
    return watched


def card(watched, name):
    watched.page.wait_for_selector(f'[data-testid="stHeading"]:has-text("{name}")', timeout=10_000)


def test_search_opens_a_concept_by_keyboard_alone(browse):
    for typed in ("grouped-query attention", "fzcxzyl", "分组查询", "goruped query attention"):
        watched = browse()
        watched.open("explore", lang="en", concept="lora")
        watched.page.keyboard.press("/")
        watched.page.keyboard.type(typed)
        watched.page.keyboard.press("Enter")
        card(watched, "GQA")
        watched.page.wait_for_function("location.search.includes('grouped-query')")


def test_click_selects_and_shows_the_card_without_leaving(explorer):
    graph = explorer.graph(KEY)
    graph.click("qlora")
    card(explorer, "QLoRA")
    assert "concept=lora" in explorer.page.url
    assert "qlora" in graph.nodes()


def test_click_on_empty_canvas_deselects(explorer):
    graph = explorer.graph(KEY)
    box = explorer.page.evaluate("key => globalThis.gradusViews[key].stage.getBoundingClientRect().toJSON()", KEY)
    explorer.page.mouse.click(box["x"] + 6, box["y"] + 6)
    explorer.page.get_by_text("Click a concept to read about it").wait_for(timeout=10_000)
    assert graph.ask("view.selected") == ""


def test_double_click_expands_and_nothing_else_moves(explorer):
    graph = explorer.graph(KEY)
    before = graph.positions()
    graph.double_click("qlora")
    explorer.page.wait_for_function(
        "([key, n]) => globalThis.gradusViews[key].nodes.length > n", arg=[KEY, len(before)], timeout=10_000
    )
    after = graph.positions()
    assert {c: after[c] for c in before} == before


def test_space_expands_and_z_takes_it_back(explorer):
    graph = explorer.graph(KEY)
    before = graph.nodes()
    graph.click("qlora")
    card(explorer, "QLoRA")
    explorer.page.keyboard.press("Space")
    explorer.page.wait_for_function("([k, n]) => globalThis.gradusViews[k].nodes.length > n", arg=[KEY, len(before)])
    explorer.settle()
    explorer.page.keyboard.press("z")
    explorer.page.wait_for_function("([k, n]) => globalThis.gradusViews[k].nodes.length === n", arg=[KEY, len(before)])
    assert graph.nodes() == before


def test_delete_dismisses_and_undo_brings_back(explorer):
    graph = explorer.graph(KEY)
    graph.click("qlora")
    card(explorer, "QLoRA")
    explorer.page.keyboard.press("Delete")
    explorer.page.wait_for_function("k => !globalThis.gradusViews[k].nodes.get('qlora')", arg=KEY)
    explorer.settle()
    explorer.page.get_by_role("button", name="Undo").first.click()
    explorer.page.wait_for_function("k => globalThis.gradusViews[k].nodes.get('qlora')", arg=KEY)


def test_hover_highlights_and_shows_the_definition(explorer):
    graph = explorer.graph(KEY)
    explorer.page.mouse.move(*graph.spot("qlora"))
    explorer.page.wait_for_function("k => globalThis.gradusViews[k].bright?.has('qlora')", arg=KEY, timeout=5_000)
    shown = explorer.page.evaluate("k => globalThis.gradusViews[k].root.querySelector('.tooltip').textContent", KEY)
    assert "QLoRA" in shown
    far = graph.ask("view.graph.nodes.find(n => !view.bright.has(n.id)).id")
    assert graph.ask("view.nodes.get(arg).opacity", far) < 0.5


def test_edge_click_opens_the_evidence(explorer):
    graph = explorer.graph(KEY)
    explorer.page.mouse.click(*graph.edge_spot("qlora EXTENDS lora"))
    explorer.page.get_by_text("QLoRA extends LoRA").first.wait_for(timeout=10_000)
    explorer.page.get_by_text("lora.zh.md:3").locator("visible=true").first.wait_for(timeout=10_000)


def test_legend_filters_with_counts_and_alt_click_isolates(explorer):
    graph = explorer.graph(KEY)
    rows = explorer.page.locator(".legend-row")
    first = rows.first
    count = int(first.locator(".count").inner_text())
    first.click()
    hidden = graph.ask("view.nodes.get({filter: n => n.hidden}).length")
    assert hidden == count
    first.click()
    assert graph.ask("view.nodes.get({filter: n => n.hidden}).length") == 0
    first.click(modifiers=["Alt"])
    assert graph.ask("view.nodes.get({filter: n => !n.hidden}).length") == count


def test_depth_brings_more_and_learning_order_has_directions(explorer):
    graph = explorer.graph(KEY)
    near = len(graph.nodes())
    explorer.page.get_by_role("radio", name="2").click()
    explorer.page.wait_for_function("([k, n]) => globalThis.gradusViews[k].nodes.length > n", arg=[KEY, near])
    explorer.page.get_by_role("radio", name="Learning order").click()
    explorer.page.wait_for_function(
        "k => globalThis.gradusViews[k].edges.get().every(e => e.id.includes('PREREQ'))", arg=KEY
    )
    explorer.page.get_by_role("radio", name="Needs").click()
    explorer.page.wait_for_function(
        "k => globalThis.gradusViews[k].graph.layout.includes('needs')", arg=KEY, timeout=10_000
    )


def test_path_between_two_concepts(explorer):
    graph = explorer.graph(KEY)
    graph.click("qlora")
    card(explorer, "QLoRA")
    explorer.page.get_by_role("button", name="Path from LoRA").click()
    explorer.page.get_by_text("Shortest paths between").wait_for(timeout=10_000)
    assert graph.nodes() == ["lora", "qlora"]


def test_places_and_camera_survive_reload_and_page_switch(explorer):
    graph = explorer.graph(KEY)
    x, y = graph.spot("qlora")
    explorer.page.mouse.move(x, y)
    explorer.page.mouse.down()
    explorer.page.mouse.move(x + 60, y + 40, steps=6)
    explorer.page.mouse.up()
    moved = graph.positions()
    explorer.page.wait_for_timeout(400)
    explorer.page.reload()
    explorer.page.wait_for_selector("h1")
    assert explorer.graph(KEY).positions() == moved
    assert "qlora" in explorer.graph(KEY).ask("[...view.pinned]")
    explorer.page.get_by_role("link", name="Cypher").first.click()
    explorer.page.wait_for_selector('h1:has-text("Cypher")')
    explorer.page.get_by_role("link", name="Explore").first.click()
    explorer.page.wait_for_selector('h1:has-text("Explore")')
    assert explorer.graph(KEY).positions() == moved


def test_arrow_keys_walk_and_enter_selects(explorer):
    graph = explorer.graph(KEY)
    explorer.page.locator(".stage").focus()
    explorer.page.keyboard.press("ArrowRight")
    walked = graph.ask("view.cursor")
    assert walked != "lora"
    explorer.page.keyboard.press("Enter")
    explorer.page.wait_for_function("([k, c]) => globalThis.gradusViews[k].selected === c", arg=[KEY, walked])
    spoken = explorer.page.evaluate("k => globalThis.gradusViews[k].status.textContent", KEY)
    assert spoken


def test_table_twin_lists_the_same_concepts(explorer):
    graph = explorer.graph(KEY)
    explorer.page.get_by_text(f"The same as a table ({len(graph.nodes())} concepts)").click()
    explorer.page.wait_for_selector('[data-testid="stDataFrame"]')


def test_pictures_can_be_saved(explorer):
    explorer.graph(KEY)
    for name in ("PNG", "SVG"):
        with explorer.page.expect_download() as download:
            explorer.page.locator(".toolbar").get_by_text(name, exact=True).click()
        assert download.value.suggested_filename == f"gradus.{name.lower()}"


def test_whole_graph_is_drawn_by_area_and_opens_on_click(explorer):
    explorer.graph(KEY)
    explorer.page.get_by_role("radio", name="Whole graph").click()
    explorer.page.wait_for_function("k => globalThis.gradusViews[k].graph.dots", arg=KEY, timeout=15_000)
    graph = explorer.graph(KEY)
    assert len(graph.nodes()) > 500
    assert graph.ask("view.edges.length") <= 60


def test_theme_change_recolours_without_a_rerun(browse):
    watched = browse(scheme="light")
    watched.open("explore", concept="lora", lang="en")
    graph = watched.graph(KEY)
    light = graph.ask("view.theme.text")
    watched.page.emulate_media(color_scheme="dark")
    watched.page.wait_for_function(
        "([k, was]) => globalThis.gradusViews[k].theme.text !== was", arg=[KEY, light], timeout=5_000
    )


def test_language_switch_changes_words_and_labels(explorer):
    explorer.page.get_by_role("radio", name="中文").click()
    explorer.page.wait_for_selector('h1:has-text("探索")')
    graph = explorer.graph(KEY)
    explorer.page.wait_for_function("k => globalThis.gradusViews[k].nodes.get('lora').label.includes('低秩')", arg=KEY)
    assert graph.ask("view.words.legend") == "图例"


def test_two_sessions_do_not_see_each_others_selection(browse):
    one, two = browse(), browse()
    one.open("explore", concept="lora", lang="en")
    two.open("explore", concept="gqa", lang="zh")
    one.graph(KEY).click("qlora")
    card(one, "QLoRA")
    assert two.graph(KEY).ask("view.selected") == "grouped-query-attention"
    assert "grouped-query" in two.page.url and "lora" in one.page.url
