"""A server that is stopped while it reads a file that was handed over tidies up before it ends."""

from tests.app.running import running, talk, until
from tests.app.test_leftovers import SLOW, begin


def test_a_server_that_is_stopped_in_the_middle_tidies_up(tmp_path, tally):
    around = tmp_path / "temporary"
    around.mkdir()
    for _ in range(5):
        with running(tmp_path, code=SLOW.replace("600", "3"), env={"TMPDIR": str(around)}) as app:
            talk(begin(app.address, "fields.csv", b"slow;b\n1;2\n"))
            until(lambda: any(around.iterdir()))
            assert app.stop() == 0
        left = list(around.iterdir())
        tally("left-files", len(left))
        assert left == []
