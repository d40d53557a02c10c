"""axe-core finds nothing serious on any page, in the light and in the dark."""

from importlib.resources import files

import pytest
from test_browser_pages import GRAPHS, PAGES

pytestmark = pytest.mark.browser
axe = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")

NOT_OURS = {
    # Streamlit's own markup: data grids and the select boxes' inner list
    "aria-allowed-attr",
    "aria-required-children",
    "aria-required-parent",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", PAGES)
def test_page_has_no_serious_violation(browse, page, scheme):
    watched = browse(1400, 900, scheme, "en")
    watched.open(page, lang="en", **PAGES[page])
    if page in GRAPHS:
        watched.graph(GRAPHS[page])
    watched.page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text())
    found = watched.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    serious = [v for v in found["violations"] if v["impact"] in {"serious", "critical"} and v["id"] not in NOT_OURS]
    told = [f"{v['id']}: {node['target']} {node['html'][:160]}" for v in serious for node in v["nodes"][:4]]
    assert not told, "\n".join(told)
