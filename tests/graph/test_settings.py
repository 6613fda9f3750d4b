"""A setting is found in the order default < config file < environment < flag."""

import pytest

from graph.model.settings import read_settings, table
from ontology.errors import SettingError


def test_every_setting_has_a_default_of_its_type_and_a_help_text():
    for row in table().values():
        assert row.read(row.default, "default") == row.default
        assert row.help.endswith((".", "]"))


def test_the_order_of_layers(tmp_path, monkeypatch):
    config = tmp_path / "s.toml"
    config.write_text('port = 1\nhost = "config"\nstore = "config"\n')
    monkeypatch.setenv("STANDPUNKT_CONFIG", str(config))
    monkeypatch.setenv("STANDPUNKT_HOST", "environment")
    monkeypatch.setenv("STANDPUNKT_STORE", "environment")
    settings = read_settings({"store": "flag", "port": None})
    assert (settings["port"], settings["host"], settings["store"]) == (1, "environment", "flag")
    assert settings.origins["store"] == "flag"
    assert settings.origins["reasoner"] == "default"


@pytest.mark.parametrize(
    ("flags", "says"),
    [
        ({"prot": 1}, "prot"),
        ({"port": "abc"}, "must be a number"),
        ({"shapes": "maybe"}, "flag"),
        ({"base_iri": "https://positions.example.org"}, "ends with a slash"),
    ],
)
def test_a_wrong_setting_is_named(flags, says):
    with pytest.raises(SettingError, match=says):
        read_settings(flags)


@pytest.mark.parametrize(
    ("given", "base"),
    [
        ({}, "http://127.0.0.1:5000/"),
        ({"port": 8080}, "http://127.0.0.1:8080/"),
        ({"host": "0.0.0.0"}, "http://127.0.0.1:5000/"),
        ({"host": "::1", "port": 80}, "http://[::1]:80/"),
        ({"base_iri": "https://positions.example.org/", "port": 8080}, "https://positions.example.org/"),
    ],
)
def test_the_base_iri_is_the_server_s_own_address_unless_it_is_given(given, base):
    assert read_settings(given).text("base_iri") == base


def test_a_secret_is_never_shown():
    settings = read_settings({"token": "correct horse battery"})
    assert settings.text("token") == "correct horse battery"
    assert settings.shown("token") == "(set)"
    assert settings.shown("port") == "5000"
