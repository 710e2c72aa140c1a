"""The data engine over HTTP: `/api/v1`, described by OpenAPI, and a client for Python."""
