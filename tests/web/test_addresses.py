"""An address worked out once is the one that each thing has."""

from uuid import UUID

import pytest
from flask import Flask, url_for

from app.web import addresses


@pytest.mark.parametrize("number", [1, 2])
def test_it_is_what_the_url_map_says(number: int) -> None:
    app = Flask(__name__)
    app.add_url_rule("/clients/<uuid:client_id>/days", "days")
    with app.test_request_context():
        assert addresses.of("days", "client_id")(UUID(int=number)) == url_for("days", client_id=UUID(int=number))
