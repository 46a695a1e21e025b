"""What runs in the child process: it opens one file, in a private folder, and writes its rows to a pipe.

It is started by `geodata.formats.vector.process` and imports little, so that it starts fast::

    confine, landlock      what the process may use: memory, time, its own files, no network
    geopackage             which tables of a GeoPackage are layers
    gdal, parquet          the file, opened
    answer                 what is written to the pipe
    work                   all of it
    start                  where the process begins
"""
