"""Models as ONNX files: for the browser, for other runtimes, and for clients of the official demo."""
