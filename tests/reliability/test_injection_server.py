"""Texts that would run, through everything that writes: no template is evaluated, no address is a link."""

import html
import re
import xml.etree.ElementTree as ET
import zipfile
from functools import cache
from html.parser import HTMLParser

import pytest

from geodata.analysis import analyse
from geodata.changes import compare
from mapapp.changed.page import as_page
from mapapp.changed.versions import side_of
from mapapp.exporters.bundle import BUNDLE
from mapapp.exporters.exporter import Size
from mapapp.exporters.html import HTML
from mapapp.exporters.kml import KML
from mapapp.outgoing import outgoing
from mapapp.view import View
from tests.exporters.handing import FAST, unpacked
from tests.reliability.payloads import PRODUCT, no_links, own, third_party
from tests.reliability.poison import poisoned

NAME = "{{ 7191*7193 }}<img src=x onerror=alert(1)>"
"""Part of the name of a file that is written."""


@pytest.fixture(scope="module")
def canary(tmp_path_factory):
    """What a template that runs a command would leave."""
    return tmp_path_factory.mktemp("canary") / "ran"


@pytest.fixture(scope="module")
def texts(canary):
    return (*own(canary), *third_party()[::9])


@pytest.fixture(scope="module")
def handed(texts, tmp_path_factory):
    return outgoing(View(analyse(poisoned(tmp_path_factory.mktemp("hostile"), texts))))


@pytest.fixture(scope="module")
def other(texts, tmp_path_factory):
    """The same texts, each as another record's."""
    return poisoned(tmp_path_factory.mktemp("other"), [*texts[1:], texts[0]])


@pytest.fixture(scope="module")
def written(handed, tmp_path_factory):
    """Write an export, once."""

    @cache
    def write(exporter):
        target = tmp_path_factory.mktemp(exporter.name) / f"{NAME}{exporter.endings[0]}"
        exporter.write(handed, target, Size())
        return target

    return write


@pytest.mark.parametrize("exporter", FAST, ids=lambda one: one.name)
def test_no_export_evaluates_a_template(exporter, written, texts, canary, tally):
    data = written(exporter).read_bytes()
    evaluated = canary.exists() or any(PRODUCT.encode() in part for part in unpacked(data))
    tally("evaluated", evaluated, of=len(texts))
    assert not evaluated


def test_the_differences_page_evaluates_no_template_and_links_nowhere(handed, other, texts, canary, tally):
    dataset = handed.view.dataset
    page = as_page(side_of(NAME, dataset), side_of(NAME, other), compare(dataset, other))
    read = Elements(page)
    evaluated = canary.exists() or PRODUCT in page
    tally("evaluated", evaluated, of=len(texts))
    tally("links", len({*read.addresses}), of=no_links(texts))
    assert not evaluated
    assert read.addresses == []
    assert not read.tags & {"img", "script", "svg", "iframe", "object", "embed", "base", "link", "form", "a"}


def test_only_addresses_of_the_web_are_links_in_a_page(written, texts, tally):
    page = written(HTML).read_text("utf-8")
    plain = page.partition("<noscript>")[2].partition("</noscript>")[0]
    wrong = [one for one in Elements(plain).addresses if not is_web(one)]
    tally("links", len(set(wrong)), of=no_links(texts))
    assert wrong == []


def test_only_addresses_of_the_web_are_links_in_a_bundles_report(written, texts, tally):
    with zipfile.ZipFile(written(BUNDLE)) as archive:
        report = archive.read("report.md").decode("utf-8")
    # What a backslash stands before is a sign like any other; what is left can mean something to Markdown.
    active = re.sub(r"\\([^\w\s]|_)", "", report)
    found = re.findall(r"<([^>]*)>", active)
    wrong = [one for one in found if not is_web(one)]
    tally("links", len(set(wrong)), of=no_links(texts))
    assert found != []
    assert wrong == []
    assert not re.search(r"[\[\]~|$<>]|&\w|!\(", re.sub("<https?:[^>]*>", "", active))


def test_only_text_stands_in_kml(written, texts, tally):
    root = ET.fromstring(written(KML).read_bytes())  # our own file
    shown = [one.text or "" for one in root.iter() if one.tag.endswith(("}name", "}description", "}value"))]
    described = [one.text or "" for one in root.iter() if one.tag.endswith("}description")]
    read = [Elements(text) for text in described]
    wrong = [address for one in read for address in one.addresses]
    tally("links", len(set(wrong)), of=no_links(texts))
    assert wrong == []
    assert set().union(*(one.tags for one in read)) == set()
    assert any("<img" in html.unescape(text) for text in shown)
    assert not any(
        one.tag.endswith(("}href", "}NetworkLink", "}Link", "}BalloonStyle")) for one in root.iter()
    )


def is_web(address):
    return address.lower().startswith(("http://", "https://"))


class Elements(HTMLParser):
    """The elements of some HTML, and the addresses that they lead to."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.addresses = set(), []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.addresses += [
            value or "" for name, value in attributes if name in ("href", "src", "action", "data")
        ]
        self.tags |= {name for name, _ in attributes if name.startswith("on")}
