import gc

from django.apps import AppConfig

# New objects after which Python looks for cycles (its own number, 700, is passed some dozen times on one page).
OBJECTS_BETWEEN_LOOKS = 20_000


class CoreConfig(AppConfig):
    name = "soesmart.core"
    label = "core"

    def ready(self) -> None:
        """Look for cycles less often, and never among what lives as long as the process: a tenth of a page's time."""
        gc.freeze()
        gc.set_threshold(OBJECTS_BETWEEN_LOOKS, 10, 10)
