#!/bin/sh
# Pins all requirements from pyproject.toml: what the product needs, and what tests and benchmarks need on top of it.
set -eu
uv=$1
whole=$(mktemp)
trap 'rm -f "$whole"' EXIT

pin() { "$uv" pip compile --quiet --no-header --no-annotate --python-version 3.11 "$@"; }

{
  echo "# Everything the product runs with, pinned. Made from pyproject.toml by \`make lock\`; docs/dependencies.md says why each is there."
  pin pyproject.toml
} > requirements.txt
pin --extra test --constraint requirements.txt pyproject.toml > "$whole"
{
  echo "# What the tests and checks need on top of requirements.txt, pinned. Made by \`make lock\`."
  grep -vxF -f requirements.txt "$whole"
} > requirements-test.txt
pin --extra bench --constraint requirements.txt --constraint requirements-test.txt pyproject.toml > "$whole"
{
  echo "# What the benchmarks compare with, on top of requirements.txt, pinned. Made by \`make lock\`."
  grep -vxF -f requirements.txt "$whole"
} > requirements-bench.txt
