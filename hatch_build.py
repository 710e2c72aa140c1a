"""Builds the pages of the browser into wheels and source archives, where they are not built yet.

A wheel made from a source archive takes the pages that the archive carries, so it needs no Node.
Editable installs are left alone: there, `make web` builds the pages when they are wanted.
"""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUILT = Path("src/anymask/serving/static/index.html")
SKIP = "ANYMASK_SKIP_WEB"
COMMANDS = (("npm", "ci", "--ignore-scripts"), ("npm", "run", "build"))


class PagesHook(BuildHookInterface):
    """Runs before a target is built."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the pages if this target needs them and they are not there.

        Raises:
            RuntimeError: Node is missing, or the build fails.
        """
        root = Path(self.root)
        if version == "editable" or (root / BUILT).exists() or os.environ.get(SKIP):
            return
        if shutil.which("npm") is None:
            raise RuntimeError(
                "the pages of the browser are not built and npm is not installed; install Node "
                f"20.19 or newer, or set {SKIP}=1 to build without pages"
            )
        for command in COMMANDS:
            self.app.display_info(f"pages: {' '.join(command)}")
            ran = subprocess.run(command, cwd=root / "web", check=False)
            if ran.returncode:
                raise RuntimeError(f"{' '.join(command)} failed; run `make web` to see why")
