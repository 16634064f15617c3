"""Remove Wagtail's welcome page and default site: an unknown host must find nothing."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def remove(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("wagtailcore", "Site").objects.filter(is_default_site=True).delete()
    pages = apps.get_model("wagtailcore", "Page").objects
    welcome = pages.filter(depth=2, slug="home", numchild=0, content_type__model="page")
    if welcome.exists():
        welcome.delete()
        pages.filter(depth=1).update(numchild=pages.filter(depth=2).count())


class Migration(migrations.Migration):
    dependencies = [("portal", "0002_search_tables")]

    operations = [migrations.RunPython(remove, migrations.RunPython.noop)]
