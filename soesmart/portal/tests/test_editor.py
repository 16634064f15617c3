"""Who may come in to the editor, what stays closed, and what publishing leaves behind."""

from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django_scopes import scope
from PIL import Image as Pillow
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Page, Site
from wagtail.test.utils.form_data import nested_form_data, rich_text

from soesmart.accounts.models import Person, Role
from soesmart.core.models import AuditEntry
from soesmart.portal.jobs import keep_search_index
from soesmart.portal.models import Desk, NewsIndexPage, NewsPage
from soesmart.portal.search.query import Wish, search
from soesmart.portal.services.desks import answer_under_hosts
from soesmart.portal.tests.conftest import publish_news
from soesmart.region.models import HostName, Municipality
from soesmart.region.services import add_host
from tests.clients import ClientFor

pytestmark = pytest.mark.django_db

HOME = "/redaktion/"


@pytest.fixture
def editor(soest_desk: Desk, olpe_desk: Desk, client_for: ClientFor, amira: Person) -> Client:
    return client_for(amira, role=Role.EDITOR)


def picture(desk: Desk, title: str = "Bild") -> Image:
    file = BytesIO()
    Pillow.new("RGB", (640, 360), "#336699").save(file, "PNG")
    return Image.objects.create(
        title=title, file=ContentFile(file.getvalue(), f"{title}.png"), collection=desk.collection
    )


def index_of(desk: Desk) -> NewsIndexPage:
    return NewsIndexPage.objects.child_of(desk.start_page).get()


def form(**fields: Any) -> dict[str, Any]:
    filled = {
        "title": "Der Markt wird grün",
        "slug": "markt",
        "day": "2026-11-01",
        "teaser": "Bäume für den Markt.",
        "body": rich_text("<p>Zwölf Linden.</p>"),
        "picture": "",
        "picture_alt": "",
        "picture_credit": "",
        "source": "",
    }
    return nested_form_data(filled | fields)


@pytest.mark.parametrize("role", list(Role))
def test_only_editors_and_administrators_come_in(
    soest_desk: Desk, client_for: ClientFor, amira: Person, role: Role
) -> None:
    answer = client_for(amira, role=role).get(HOME)
    assert answer.status_code == (200 if role in (Role.EDITOR, Role.TOWN_ADMINISTRATOR) else 403)


def test_a_guest_and_a_person_without_a_role_stay_outside(soest_desk: Desk, client_for: ClientFor, eva: Person) -> None:
    assert client_for().get(HOME).status_code == 403
    assert client_for(eva).get(HOME).status_code == 403


def test_without_the_second_factor_the_door_stays_closed(
    soest_desk: Desk, client_for: ClientFor, amira: Person
) -> None:
    client_for(amira, role=Role.EDITOR)
    client = Client(HTTP_HOST="soest.localhost")
    client.force_login(amira)
    assert client.get(HOME).status_code == 403


def test_the_editor_of_another_town_stays_outside(
    editor: Client, olpe: Municipality, client_for: ClientFor, amira: Person
) -> None:
    assert client_for(amira, olpe).get(HOME).status_code == 403


def test_who_loses_the_role_is_out_at_once(editor: Client, soest: Municipality, amira: Person) -> None:
    assert editor.get(HOME).status_code == 200
    with scope(municipality=soest):
        amira.role_assignments.all().delete()
    assert editor.get(HOME).status_code == 403


def test_an_editor_of_two_towns_works_on_one_at_a_time(
    editor: Client, olpe: Municipality, olpe_desk: Desk, soest_desk: Desk, client_for: ClientFor, amira: Person
) -> None:
    other = client_for(amira, olpe, Role.EDITOR)
    address = reverse("wagtailadmin_pages:edit", args=[olpe_desk.start_page_id])
    assert other.get(address).status_code == 200
    assert editor.get(address).status_code == 404
    assert editor.get(reverse("wagtailadmin_pages:edit", args=[soest_desk.start_page_id])).status_code == 200


def test_pages_of_another_town_do_not_exist_in_the_editor(editor: Client, olpe_desk: Desk, at: datetime) -> None:
    secret = publish_news(olpe_desk, "Olper Geheimnis", at)
    index = index_of(olpe_desk)
    for name, args in [
        ("wagtailadmin_pages:edit", [secret.pk]),
        ("wagtailadmin_pages:delete", [secret.pk]),
        ("wagtailadmin_pages:history", [secret.pk]),
        ("wagtailadmin_pages:usage", [secret.pk]),
        ("wagtailadmin_pages:copy", [secret.pk]),
        ("wagtailadmin_pages:view_draft", [secret.pk]),
        ("wagtailadmin_pages:add", ["portal", "newspage", index.pk]),
        ("wagtailadmin_explore", [index.pk]),
        ("wagtailadmin_choose_page_child", [index.pk]),
    ]:
        answer = editor.get(reverse(name, args=args))
        assert answer.status_code in (403, 404), name
        assert "Geheimnis" not in answer.content.decode()


def test_lists_and_choosers_show_nothing_of_another_town(
    editor: Client, olpe_desk: Desk, soest_desk: Desk, at: datetime
) -> None:
    publish_news(olpe_desk, "Geheimnis am See", at)
    picture(olpe_desk, "Geheimnis-Bild")
    Document.objects.create(title="Geheimnis-Akte", file=ContentFile(b"x", "a.pdf"), collection=olpe_desk.collection)
    for address in [
        HOME,
        reverse("wagtailadmin_choose_page"),
        reverse("wagtailadmin_choose_page_child", args=[index_of(soest_desk).pk]),
        reverse("wagtailadmin_choose_page_search") + "?q=Geheimnis",
        reverse("wagtailadmin_pages:search") + "?q=Geheimnis",
        reverse("wagtailimages:index"),
        reverse("wagtailimages:index") + "?q=Geheimnis",
        reverse("wagtailimages_chooser:choose"),
        reverse("wagtailimages_chooser:choose_results") + "?q=Geheimnis",
        reverse("wagtaildocs:index"),
        reverse("wagtaildocs_chooser:choose"),
        reverse("wagtailadmin_api:pages:listing") + "?search=Geheimnis",
        reverse("wagtailadmin_api:pages:listing") + f"?child_of={index_of(olpe_desk).pk}",
        reverse("wagtailadmin_api:pages:detail", args=[index_of(olpe_desk).pk]),
        reverse("wagtailadmin_api:images:listing"),
        reverse("wagtailadmin_api:documents:listing"),
    ]:
        content = editor.get(address, follow=True).content.decode().replace("q=Geheimnis", "")
        assert "Geheimnis-" not in content, address
        assert "am See" not in content, address


def test_files_of_another_town_can_be_neither_chosen_nor_changed(editor: Client, olpe_desk: Desk) -> None:
    image = picture(olpe_desk)
    for name in ("wagtailimages:edit", "wagtailimages:delete", "wagtailimages_chooser:chosen", "wagtailimages:preview"):
        args = [image.pk, "width-100"] if name.endswith("preview") else [image.pk]
        assert editor.get(reverse(name, args=args)).status_code in (403, 404), name
    assert editor.get(reverse("wagtailimages_chooser:chosen_multiple") + f"?id={image.pk}").status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "wagtailadmin_login",
        "wagtailadmin_tag_autocomplete",
        "wagtailadmin_reports:site_history",
        "wagtailadmin_workflows:index",
    ],
)
def test_closed_rooms_stay_closed(editor: Client, name: str) -> None:
    assert editor.get(reverse(name)).status_code == 404


def test_account_and_sign_out_lead_to_the_towns_own_pages(editor: Client) -> None:
    assert editor.get(reverse("wagtailadmin_account")).headers["Location"] == reverse("my")
    assert editor.post(reverse("wagtailadmin_logout")).headers["Location"] == "/"
    assert editor.get(HOME).status_code == 403


@pytest.mark.parametrize(
    "name", ["wagtailusers_users:index", "wagtailusers_groups:index", "wagtailsites:index", "wagtailredirects:index"]
)
def test_settings_of_all_towns_are_not_for_editors(editor: Client, name: str) -> None:
    assert editor.get(reverse(name), follow=False).status_code in (302, 403)


def test_published_news_stand_in_the_portal_the_audit_log_and_the_search(
    editor: Client, soest_desk: Desk, soest: Municipality, amira: Person, client_for: ClientFor
) -> None:
    address = reverse("wagtailadmin_pages:add", args=["portal", "newspage", index_of(soest_desk).pk])
    assert editor.get(address).status_code == 200
    answer = editor.post(address, form(**{"action-publish": "1"}))
    assert answer.status_code == 302, answer.context and answer.context["form"].errors
    assert "Zwölf Linden" in client_for().get("/aktuelles/markt/").content.decode()
    entry = AuditEntry.objects.get(action="portal.page.published")
    assert (entry.actor, entry.town) == (f"accounts.person:{amira.pk}", "soest")
    with scope(municipality=soest):
        assert search(soest, Wish("linde")).total == 1


def test_a_draft_is_previewed_but_not_public(editor: Client, soest_desk: Desk, client_for: ClientFor) -> None:
    add = reverse("wagtailadmin_pages:add", args=["portal", "newspage", index_of(soest_desk).pk])
    editor.post(add, form())
    page = NewsPage.objects.get(slug="markt")
    assert not page.live
    assert client_for().get("/aktuelles/markt/").status_code == 404
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert editor.post(preview, form(title="Entwurf zwei")).json()["is_valid"]
    shown = editor.get(preview)
    assert "Entwurf zwei" in shown.content.decode()
    assert "frame-ancestors 'self'" in shown.headers["Content-Security-Policy"].split("; ")
    assert shown.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "Der Markt" in editor.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).content.decode()


def test_a_picture_needs_words(editor: Client, soest_desk: Desk) -> None:
    add = reverse("wagtailadmin_pages:add", args=["portal", "newspage", index_of(soest_desk).pk])
    image = picture(soest_desk)
    answer = editor.post(add, form(picture=str(image.pk), **{"action-publish": "1"}))
    assert "Bitte das Bild in einem Satz beschreiben." in answer.content.decode()
    assert not NewsPage.objects.filter(slug="markt").exists()
    said = form(picture=str(image.pk), picture_alt="Ein Platz", **{"action-publish": "1"})
    assert editor.post(add, said).status_code == 302


def test_a_page_cannot_take_the_address_of_a_part_of_the_house(editor: Client, soest_desk: Desk) -> None:
    add = reverse("wagtailadmin_pages:add", args=["portal", "infopage", soest_desk.start_page_id])
    fields = {"title": "Kalender", "lead": "", "notice": "", "easy_body": rich_text("")}
    answer = editor.post(add, form(**fields, slug="kalender", **{"action-publish": "1"}))
    assert "Unter /kalender/ steht schon ein anderer Bereich" in answer.content.decode()
    assert editor.post(add, form(**fields, slug="rueckschau", **{"action-publish": "1"})).status_code == 302


def test_a_picture_is_small_lazy_and_only_at_home(
    soest_desk: Desk, olpe: Municipality, olpe_desk: Desk, client_for: ClientFor, at: datetime
) -> None:
    piece = publish_news(soest_desk, "Mit Bild", at, picture=picture(soest_desk), picture_alt="Eine Fläche")
    page = client_for().get(piece.address).content.decode()
    assert 'alt="Eine Fläche"' in page
    assert 'loading="lazy"' in page
    address = page.split('<img src="')[1].split('"')[0]
    answer = client_for().get(address)
    assert answer.status_code == 200, address
    assert answer.headers["Content-Type"] == "image/webp"
    assert client_for(None, olpe).get(address).status_code == 404


def test_a_document_is_served_only_at_home(
    soest_desk: Desk, olpe: Municipality, olpe_desk: Desk, client_for: ClientFor
) -> None:
    file = ContentFile(b"%PDF-1.7", "plan.pdf")
    document = Document.objects.create(title="Plan", file=file, collection=soest_desk.collection)
    assert client_for().get(document.url).status_code == 200
    assert client_for(None, olpe).get(document.url).status_code == 404


@pytest.mark.parametrize("action", ["delete", "unpublish"])
def test_the_frame_of_the_portal_stays(editor: Client, soest_desk: Desk, action: str) -> None:
    for pk in (soest_desk.start_page_id, index_of(soest_desk).pk):
        editor.post(reverse(f"wagtailadmin_pages:{action}", args=[pk]))
        assert Page.objects.get(pk=pk).live


def test_taking_a_page_back_is_noted_and_leaves_the_search(
    editor: Client, soest_desk: Desk, soest: Municipality, at: datetime
) -> None:
    piece = publish_news(soest_desk, "Linde", at)
    editor.post(reverse("wagtailadmin_pages:unpublish", args=[piece.pk]))
    assert AuditEntry.objects.filter(action="portal.page.unpublished").exists()
    with scope(municipality=soest):
        assert search(soest, Wish("linde")).total == 0


def test_every_host_name_is_a_site_and_none_is_the_default(soest_desk: Desk, soest: Municipality, at: datetime) -> None:
    add_host(actor="system:test", host="zukunft.localhost", municipality=soest, at=at)
    keep_search_index()
    assert set(Site.objects.values_list("hostname", flat=True)) == {"soest.localhost", "zukunft.localhost"}
    HostName.objects.get(host="zukunft.localhost").delete()
    answer_under_hosts(town=soest)
    assert set(Site.objects.values_list("hostname", flat=True)) == {"soest.localhost"}
    assert not Site.objects.filter(is_default_site=True).exists()
