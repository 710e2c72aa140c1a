"""Claims about the application as a whole."""

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, settings


def test_health_needs_no_token(site) -> None:
    assert set(site.client().get("/api/v1/health").json()) == {"anymask"}


def test_other_names_of_this_machine_are_refused(site) -> None:
    client = TestClient(site.app, base_url="http://attacker.example")
    assert client.get("/api/v1/health").status_code == 400


def test_the_description_names_every_failure(site) -> None:
    operation = site.app.openapi()["paths"]["/api/v1/projects"]["get"]
    assert {"401", "403", "404", "409", "422", "503"} <= set(operation["responses"])


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_no_request_makes_the_server_fail(site) -> None:
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", site.app)
    token = site.tokens["zoo", "admin"]
    for operation in schema.get_all_operations():
        case = operation.ok()

        @settings(
            max_examples=25,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @_given(case)
        def check(made) -> None:
            if "project" in (made.path_parameters or {}):
                made.path_parameters["project"] = "zoo"
            answer = made.call(headers={"authorization": f"Bearer {token}"})
            assert answer.status_code < 500, (made.path, answer.text)

        check()


def _given(operation):
    """Cases of one operation, of any kind that its description allows."""
    from hypothesis import given

    return given(operation.as_strategy())
