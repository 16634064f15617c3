"""Fixtures for the tests of all apps: cast, databases, clients. For browsers: tests/browser/conftest.py."""

pytest_plugins = ["tests.databases", "tests.cast", "tests.clients", "tests.order"]
