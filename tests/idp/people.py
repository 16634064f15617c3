"""Who is known at the state account that the tests play."""

PASSWORD = "geheim-nur-im-test"
# Whether the provider verified the address.
PEOPLE = {
    "gesa@example.org": True,
    "amira@example.org": True,
    "unsicher@example.org": False,
    "bernd@example.org": False,
}
