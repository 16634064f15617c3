from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "soesmart.accounts"
    label = "accounts"
