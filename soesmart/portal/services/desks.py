"""A town's place in Wagtail: tree, files, editors."""

from datetime import datetime

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django_scopes import scope
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, Site

from soesmart.accounts.models import Person
from soesmart.core.audit import audit
from soesmart.portal.models import Desk, NewsIndexPage, StartPage
from soesmart.region.models import HostName, Municipality

PAGE_RIGHTS = ("add_page", "change_page", "publish_page", "unlock_page", "lock_page")
FILE_RIGHTS = (
    ("wagtailimages", ("add_image", "change_image", "choose_image", "delete_image")),
    ("wagtaildocs", ("add_document", "change_document", "choose_document", "delete_document")),
)


@transaction.atomic
def open_desk(*, actor: object, town: Municipality, greeting: str, intro: str, at: datetime) -> Desk:
    """Give the town its start page, list of news, collection of files and group of editors. Repeatable."""
    with scope(municipality=town):
        desk = Desk.objects.filter(municipality=town).select_related("start_page").first()
        if desk is None:
            start = _make_pages(town, greeting, intro)
            collection = Collection.objects.get(depth=1).add_child(name=town.name)
            group, _ = Group.objects.get_or_create(name=f"Redaktion {town.slug}")
            desk = Desk.objects.create(municipality=town, start_page=start, collection=collection, group=group)
            _grant(desk)
            audit(actor, "portal.desk.opened", desk, town=town.slug, at=at)
    answer_under_hosts(town=town)
    return desk


def _make_pages(town: Municipality, greeting: str, intro: str) -> StartPage:
    start = StartPage(title=f"Startseite {town.name}", slug=town.slug, greeting=greeting, intro=intro)
    Page.objects.get(depth=1).add_child(instance=start)
    start.add_child(instance=NewsIndexPage(title="Aktuelles", slug="aktuelles", show_in_menus=True))
    return start


def _grant(desk: Desk) -> None:
    group = desk.group
    group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    for right in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=PAGE_RIGHTS):
        GroupPagePermission.objects.get_or_create(group=group, page=desk.start_page.page_ptr, permission=right)
    for app, codenames in FILE_RIGHTS:
        for right in Permission.objects.filter(content_type__app_label=app, codename__in=codenames):
            GroupCollectionPermission.objects.get_or_create(group=group, collection=desk.collection, permission=right)


@transaction.atomic
def answer_under_hosts(*, town: Municipality) -> None:
    """One Wagtail site per host name of the town, none of them the default: an unknown host finds nothing."""
    with scope(municipality=town):
        desk = Desk.objects.filter(municipality=town).select_related("start_page").first()
    if desk is None:
        return
    hosts = set(HostName.objects.filter(municipality=town).values_list("host", flat=True))
    sites = Site.objects.filter(root_page=desk.start_page)
    for gone in sites.exclude(hostname__in=hosts):
        gone.delete()
    for host in hosts - set(sites.values_list("hostname", flat=True)):
        Site.objects.create(hostname=host, port=80, site_name=town.name, root_page=desk.start_page)


def keep_editor_in_step(*, person: Person, desk: Desk, is_editor: bool) -> None:
    """Put the person into the group of this town's editors and out of all others; writes only when that changes.

    Wagtail knows one set of groups per account, not per host: so the group follows the host the person works on.
    """
    held = set(person.groups.values_list("pk", flat=True))
    wanted = {desk.group_id} if is_editor else set()
    if held != wanted:
        person.groups.set(wanted)
