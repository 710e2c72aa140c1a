"""Builds the pages of the browser into wheels and source archives, where they are not built yet.

A wheel made from a source archive takes the pages that the archive carries, so it needs no Node.
Without Node a source checkout is installed without pages, and the server says so: everything else
works. What is given away needs them: `ANYMASK_WEB=required` makes their absence an error.
"""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUILT = Path("src/anymask/serving/static/index.html")
WANTED = "ANYMASK_WEB"
COMMANDS = (("npm", "ci", "--ignore-scripts"), ("npm", "run", "build"))


class PagesHook(BuildHookInterface):
    """Runs before a target is built."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the pages if this target needs them and they are not there.

        Raises:
            RuntimeError: the build fails, or Node is missing and the pages are required.
        """
        wanted, root = os.environ.get(WANTED, ""), Path(self.root)
        if version == "editable" or (root / BUILT).exists() or wanted == "skip":
            return
        if shutil.which("npm") is None:
            missing = "npm is not installed (Node 20.19 or newer): there are no pages for browsers"
            if wanted == "required":
                raise RuntimeError(missing)
            self.app.display_warning(missing)
            return
        for command in COMMANDS:
            self.app.display_info(f"pages: {' '.join(command)}")
            ran = subprocess.run(command, cwd=root / "web", check=False)
            if ran.returncode:
                raise RuntimeError(f"{' '.join(command)} failed; run `make web` to see why")
