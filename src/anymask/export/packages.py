"""Say what to install where ONNX's packages are not there."""

import contextlib
from collections.abc import Iterator

from anymask.errors import ConfigurationError


@contextlib.contextmanager
def needs_onnx() -> Iterator[None]:
    """Turn a failed import inside the block into advice.

    Raises:
        ConfigurationError: onnx, onnxscript or onnxruntime is not installed.
    """
    try:
        yield
    except ImportError as error:
        raise ConfigurationError(
            f"exporting needs {error.name}, which is not installed; "
            "run: pip install 'anymask[onnx]'"
        ) from error
