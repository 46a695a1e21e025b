"""Ours and the peers, side by side: the same generated data, the same machine, the same minutes.

    make bench                                       the whole comparison; writes docs/performance.md
    make bench BENCH_ARGS="--only W1,W3"             some workloads; printed, not written
    make bench BENCH_ARGS="--rows 50000 --rounds 1"  a quick run, at most 50,000 incidents in each
    make bench-pipeline                              times of the way from file to map

`make bench` installs `requirements-bench.txt`. PostGIS comes from the system: on Debian

    apt-get install postgresql-15 postgresql-15-postgis-3

The benchmark starts a PostgreSQL of its own in a temporary folder on a free loopback port (as user
`postgres` where it is run by root), and stops and removes it at the end. A peer that is not there is
left out with a sentence.

How it is measured:

- `data` makes the incidents, facilities and pipelines; the same numbers every time.
- `workloads` says what is asked, and what is to be reached.
- `peers` holds one file per implementation, ours among them, each with a `prepare`.
- `worker` runs one implementation in a process of its own; `rounds` asks them in turn, one at a time,
  round by round, so that a ratio compares neighbouring runs.
- `truth` knows the right answers, from `pyproj.Geod` alone; `errors` compares.
- `table` and `report` print the figures and write them into the documents.
- `growth` measures ours alone: time per incident from 10,000 to 1,000,000, and the memory of the command.

To add a peer: a file in `peers/` with `prepare`, and a row in `PEERS`.
"""
