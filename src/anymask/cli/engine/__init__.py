"""`anymask engine`: label images by people and models together, round after round.

One file per command. Everything of an engine lies in, or is named by, one folder.
"""

import typer

from anymask.cli.engine.account import account, token
from anymask.cli.engine.advance import advance
from anymask.cli.engine.audit import audit
from anymask.cli.engine.automatic import automatic, propose
from anymask.cli.engine.backup import backup
from anymask.cli.engine.check import check
from anymask.cli.engine.import_masks import import_masks
from anymask.cli.engine.init import init
from anymask.cli.engine.quality import quality
from anymask.cli.engine.release import release
from anymask.cli.engine.restore import restore
from anymask.cli.engine.serve import serve
from anymask.cli.engine.simulate import simulate
from anymask.cli.engine.status import status
from anymask.cli.engine.stop import stop
from anymask.cli.engine.train import train, train_detector
from anymask.cli.engine.work import work

engine = typer.Typer(
    no_args_is_help=True, help="Label images, train on the masks, and label with what was learned."
)


@engine.callback()
def _group() -> None:
    pass


engine.command()(init)
engine.command()(serve)
engine.command()(simulate)
engine.command()(status)
engine.command()(train)
engine.command("train-detector")(train_detector)
engine.command()(propose)
engine.command()(automatic)
engine.command()(work)
engine.command()(stop)
engine.command()(advance)
engine.command()(audit)
engine.command()(quality)
engine.command()(release)
engine.command("import")(import_masks)
engine.command()(backup)
engine.command()(restore)
engine.command()(check)
engine.command()(account)
engine.command()(token)
