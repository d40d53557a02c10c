"""Every page in both languages, light and dark, wide and narrow: drawn, in the right words, without an error."""

import os
from pathlib import Path

import pytest

from app.wording import wording

pytestmark = pytest.mark.browser
PAGES = {
    "explore": {"concept": "lora"},
    "concept": {"concept": "lora"},
    "study": {"goal": "gqa"},
    "compare": {"a": "lora", "b": "qlora"},
    "lineage": {"concept": "lora"},
    "questions": {},
    "cypher": {},
    "notes": {"note": "lora.zh.md", "line": "3"},
    "build": {},
    "review": {},
}
LOOKS = [(1400, 900, "light", "en"), (1400, 900, "dark", "zh"), (390, 844, "light", "zh"), (390, 844, "dark", "en")]
GRAPHS = {"explore": "explore-graph", "study": "study-graph", "compare": "compare-graph", "lineage": "lineage-graph"}


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: "-".join(map(str, look)))
@pytest.mark.parametrize("page", PAGES)
def test_page_is_drawn(browse, tmp_path, page, look):
    width, height, scheme, lang = look
    watched = browse(width, height, scheme, lang)
    watched.open(page, lang=lang, **PAGES[page])
    assert watched.page.locator("h1").inner_text() == wording(lang)(f"{page}.title")
    if page in GRAPHS:
        graph = watched.graph(GRAPHS[page])
        assert graph.nodes()
        assert inside_share(watched, graph) > 0.3
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= width
    folder = Path(os.environ.get("GRADUS_SCREENSHOTS", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)
    watched.page.wait_for_timeout(400)
    watched.page.screenshot(path=folder / f"{page}-{width}-{scheme}-{lang}.png")


def inside_share(watched, graph) -> float:
    """How many of the concepts stand inside the canvas."""
    return graph.ask(
        "(() => { const ids = view.nodes.getIds(); const [w, h] = [view.stage.clientWidth, view.stage.clientHeight];"
        " const at = ids.map(id => view.network.canvasToDOM(view.network.getPosition(id)));"
        " return at.filter(p => p.x > 0 && p.y > 0 && p.x < w && p.y < h).length / ids.length; })()"
    )


def test_unknown_concept_in_a_link_says_so_and_offers_near_ones(browse):
    watched = browse()
    watched.open("concept", concept="qlorra", lang="en")
    watched.page.get_by_text("No concept here is called").wait_for()
    watched.page.get_by_role("button", name="QLoRA", exact=True).click()
    watched.page.wait_for_function("location.search.includes('qlora')")


def test_note_text_is_shown_as_text(browse):
    watched = browse()
    watched.open("notes", note="serving.md", lang="en")
    watched.page.get_by_text("vLLM uses PagedAttention").first.wait_for()
    assert watched.page.locator("img[src=x]").count() == 0


def test_from_opening_to_a_plan_for_gqa_in_under_ten_clicks(browse):
    watched = browse()
    clicks = 0
    watched.open("", lang="en")
    watched.page.get_by_role("link", name="Study path").first.click()
    clicks += 1
    watched.page.wait_for_selector('h1:has-text("Study path")')
    watched.page.locator('input[aria-controls="found"]').click()
    clicks += 1
    watched.page.keyboard.type("gqa")
    watched.page.keyboard.press("Enter")
    watched.page.get_by_text("Ready to learn now").wait_for(timeout=20_000)
    before = steps(watched)
    while clicks < 7:
        watched.page.locator('[class*="st-key-next-"] button').first.click()
        clicks += 1
        watched.settle()
    assert 0 < steps(watched) < before
    assert "goal=grouped-query-attention" in watched.page.url
    assert "grouped-query-attention" in watched.graph("study-graph").nodes()


def steps(watched) -> int:
    text = watched.page.locator("strong", has_text="steps in").inner_text()
    return int(text.split()[0])


def test_named_query_runs_from_its_form(browse):
    watched = browse()
    watched.open("cypher", query="prerequisites-of", lang="en")
    watched.page.get_by_role("button", name="Run").click()
    watched.page.get_by_text("rows in").wait_for(timeout=30_000)
    watched.page.wait_for_selector('[data-testid="stDataFrame"]')
    watched.page.get_by_role("tab", name="Graph").click()
    assert watched.graph("cypher-graph").nodes()


def test_free_query_runs_by_ctrl_enter_and_a_writing_one_is_refused(browse):
    watched = browse()
    watched.open("cypher", q="MATCH (c:Concept {id: 'lora'}) RETURN c.name AS name", lang="en")
    box = watched.page.locator("textarea")
    box.click()
    watched.page.keyboard.press("Control+Enter")
    watched.page.get_by_text("1 rows in").wait_for(timeout=30_000)
    box.fill("MATCH (c) DETACH DELETE c")
    watched.page.keyboard.press("Control+Enter")
    watched.page.get_by_text("is refused").wait_for(timeout=30_000)
    watched.page.get_by_text("Nothing was changed").wait_for()


def test_uploaded_notes_make_a_graph_of_this_session_only(browse, tmp_path):
    note = tmp_path / "mine.md"
    note.write_text("# Mine\n\nRWKV extends RNN. FancyNet extends RWKV.\n", encoding="utf-8")
    mine, other = browse(), browse()
    mine.open("build", lang="en")
    mine.page.get_by_role("tab", name="Upload notes").click()
    mine.page.locator('input[type="file"]').set_input_files(str(note))
    mine.settle()
    mine.page.get_by_role("button", name="Build").locator("visible=true").click()
    mine.page.get_by_text("is ready").wait_for(timeout=90_000)
    mine.page.get_by_text("only this session sees it").wait_for()
    other.open("notes", lang="en")
    assert other.page.get_by_text("Note (3)").count() == 1
    mine.page.get_by_role("link", name="Notes").first.click()
    mine.page.get_by_text("Note (1)").wait_for(timeout=20_000)
