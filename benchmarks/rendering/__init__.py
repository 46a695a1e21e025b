"""Maps of many incidents, ours and the peers': how large, how soon, how smooth, how exact.

    make bench-rendering                                             all of it; writes docs/performance.md
    make bench-rendering BENCH_ARGS="--sizes 1k,10k --rounds 1"      a quick look; printed only
    make bench-rendering BENCH_ARGS="--only ours,fastmarkercluster"  some implementations; printed only

It needs Debian's `chromium`. What the peers' maps load from elsewhere is installed by npm from `package.json`
beside this file and served on a loopback port; nothing else is reachable for the pages.

- `incidents` makes the incidents; the same every time.
- `makers` holds one file per kind of map, with a class that writes it; `implementations` lists them.
- `build` writes a map in a process of its own, and takes seconds, memory and bytes.
- `serve` hands the pages out; `page/` is what is asked of them inside the browser.
- `visit` opens a page, drags, zooms, filters, points; `exact` looks for a thousand incidents.
- `rounds` does all of this in turn; `goals` knows what is to be reached; `table` prints.

To add a map: a class in `makers`, its hooks in `page/hooks.js`, a row in `IMPLEMENTATIONS`.
"""
