"""Models as ONNX files: for the browser, other runtimes, and clients of the official demo."""
