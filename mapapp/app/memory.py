"""Keep Python's collector away from what stays: a round over all objects stops every session."""

import gc


def settle() -> None:
    """Take the objects that there are now out of the collector's rounds, but those that nobody holds.

    A run of a page takes some 50 ms; a round over the libraries and a dataset takes 150 more, while no other
    session runs. What is set aside is still freed once nobody refers to it; only circles wait for the next
    call, which looks at them all.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
