"""A thousand datasets, each taken back from the page that carries it."""

from hypothesis import given, settings

from tests.extract.test_round_trip import carried, content
from tests.stores.datasets import datasets


@given(dataset=datasets())
@settings(max_examples=1000)
def test_a_thousand_datasets_come_back_from_their_pages_as_they_were(dataset):
    found = carried(dataset)
    assert content(found.dataset) == content(dataset)
    assert (found.stated_digest, found.left_out) == (dataset.digest, {})
