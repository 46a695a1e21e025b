"""What the dataset says about itself: title, licence, attribution, cautions, and its revision log."""

from casefile.reading import Row

METADATA: Row = {
    "title": "Reported strikes on cross-border energy infrastructure, 2025",
    "version": "2025.1",
    "description": (
        "What was reported in 2025 about strikes on oil and gas infrastructure that third countries depend"
        " on, above all in Russia and Ukraine: by whom, about what, with which date and figure, and what was"
        " said to follow. Facts restated in own words, each with a link to the page it was read on."
    ),
    "licence": (
        "Facts are free for all. The compilation is licensed under CC BY 4.0"
        " (https://creativecommons.org/licenses/by/4.0/). Places located by GeoNames are CC BY 4.0, GeoNames."
    ),
    "attribution": [
        "Compilation: Energy Strike Map, dataset 2025.1, CC BY 4.0",
        "Places: GeoNames (https://www.geonames.org/), CC BY 4.0, through"
        " https://github.com/joelacus/world-cities (commit 7bf38e9)",
    ],
    "languages": ["en", "ru", "kk", "uk", "hu"],
    "viewpoint": "un",
    "cautions": [
        "No coordinate of a strike was used. Every point stands for a named town, village or region, within"
        " the uncertainty that is given with it: 3 to 80 km, and 200 km for a claim without a place.",
        "Pipelines are schematic lines through a few public waypoints, not routes. The three CPC moorings"
        " share one approximate point.",
        "Places located by general knowledge were not read from a source; check them before any use at"
        " a larger scale than a regional map.",
        "Sources were read as excerpts of stored copies, not as whole pages, and nothing was checked on site."
        " The date of 104 of the 236 sources is not known.",
        "31 sources are weak and flagged: 11 state media, 7 reposts of state messages, 7 aggregators and"
        " 6 machine translations. They are kept where they are the only copy of a statement or show"
        " an error; replace them before relying on them.",
        "Many figures of news agencies were read second-hand. Statements of the parties to the war are"
        " unverified by nature.",
        "Where no statement of a party was found, that is a note on the search, not evidence of silence.",
        "For nine incidents no page read states an effect on a third country: Orsk, Astrakhan, Tyumen,"
        " Novokuybyshevsk, Taman, Novozybkov, Andreapol, Primorsk, Kuzmichi. The substation at Kropotkin"
        " (1 September) is linked to CPC by place alone.",
        "Flows are not to be added up: some are totals of others. Estimates, claims and field outputs that"
        " stand for a flow are marked as such.",
        "A fall of exports has several causes: at the CPC terminal a planned outage of the third mooring"
        " coincided with the loss of the second.",
    ],
}


def changes(counts: dict[str, int]) -> list[Row]:
    """Give the revision log of the dataset, newest first.

    Parameters
    ----------
    counts : dict
        How many records of each kind the dataset holds.
    """
    return [{"version": METADATA["version"], "summary": "First version.", "added": counts}]
