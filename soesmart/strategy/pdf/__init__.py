"""The whole strategy as an accessible document."""
