"""Pages that are not there yet say so, and lead to what helps meanwhile."""

from __future__ import annotations

import pytest
from gui_world import World

from gui.pages.later import ExplainPage, LaterPage, ModelsPage, MonitorPage
from gui.widgets import Button, EmptyState


@pytest.mark.parametrize(
    ("made_by", "leads_to"), [(ExplainPage, "evaluate"), (ModelsPage, "evaluate"), (MonitorPage, "predict")]
)
def test_that_it_says_that_it_is_not_there_and_leads_on(world: World, made_by: type[LaterPage], leads_to: str) -> None:
    page = world.page(made_by)
    (state,) = page.findChildren(EmptyState)
    assert state.accessibleName() == "Not there yet"
    assert " yet. " in page.meanwhile() and leads_to in page.meanwhile().casefold()
    (button,) = page.findChildren(Button)
    assert button.text() == f"Go to {leads_to.capitalize()}"
    assert button.property("kind") != "primary", "nothing here is the thing to do"
    button.click()
    assert world.gone_to == [leads_to]
