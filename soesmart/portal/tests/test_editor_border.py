"""What an editor sends by hand reaches nothing of another town, and a broken picture is explained."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image as Pillow
from wagtail.images.models import Image
from wagtail.models import Page

from soesmart.accounts.models import Person, Role
from soesmart.portal.models import Desk, NewsPage
from soesmart.portal.tests.test_editor import form, index_of, picture
from tests.clients import ClientFor

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(soest_desk: Desk, olpe_desk: Desk, client_for: ClientFor, amira: Person) -> Client:
    client = client_for(amira, role=Role.EDITOR)
    client.raise_request_exception = False
    return client


def bulk(action: str, *ids: object) -> str:
    address = reverse("wagtail_bulk_action", args=["wagtailimages", "image", action])
    return f"{address}?{'&'.join(f'id={pk}' for pk in ids)}"


@pytest.mark.parametrize("action", ["delete", "add_tags", "add_to_collection"])
def test_many_at_once_shows_no_picture_of_another_town(
    editor: Client, soest_desk: Desk, olpe_desk: Desk, action: str
) -> None:
    own, foreign = picture(soest_desk, "Wiesenkirche"), picture(olpe_desk, "Olper Geheimnis")
    assert editor.get(bulk(action, own.pk)).status_code == 200
    assert editor.get(bulk(action, own.pk, foreign.pk)).status_code == 404


def test_many_at_once_takes_no_page_of_another_town_and_no_other_things(editor: Client, olpe_desk: Desk) -> None:
    for app, model, pk in [("wagtailcore", "page", olpe_desk.start_page_id), ("accounts", "person", 1)]:
        address = reverse("wagtail_bulk_action", args=[app, model, "delete"])
        assert editor.get(f"{address}?id={pk}").status_code == 404


@pytest.mark.parametrize("pk", ["abc", "9" * 30, ""])
def test_many_at_once_with_a_silly_number_finds_nothing(editor: Client, pk: str) -> None:
    assert editor.get(bulk("delete", pk)).status_code == 404


def test_a_page_takes_no_picture_of_another_town(editor: Client, soest_desk: Desk, olpe_desk: Desk) -> None:
    foreign = picture(olpe_desk)
    address = reverse("wagtailadmin_pages:add", args=["portal", "newspage", index_of(soest_desk).pk])
    answer = editor.post(address, form(picture=str(foreign.pk), picture_alt="Ein Bild") | {"action-publish": "1"})
    assert answer.status_code == 200
    assert not NewsPage.objects.exists()


def test_what_would_only_fail_is_closed(editor: Client) -> None:
    root = Page.objects.get(depth=1)
    for address in [
        reverse("wagtailadmin_error_test"),
        reverse("wagtailadmin_pages:set_page_position", args=[root.pk]),
        reverse("wagtailforms:index"),
    ]:
        assert editor.get(address).status_code == 404


def png(width: int, height: int) -> bytes:
    file = BytesIO()
    Pillow.new("1", (width, height)).save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("halb.png", png(640, 640)[:60], "beschädigt"),
        ("leer.gif", b"GIF89a" + bytes(20), "beschädigt"),
        ("text.png", b"Kein Bild", "beschädigt"),
        ("riesig.png", png(8000, 8000), "64 Millionen Bildpunkte"),
        ("bombe.png", png(20_000, 10_000), "beschädigt"),
    ],
)
def test_a_picture_that_cannot_be_used_is_explained(editor: Client, name: str, content: bytes, words: str) -> None:
    file = SimpleUploadedFile(name, content)
    answer = editor.post(reverse("wagtailimages:add"), {"title": "Bild", "file": file, "tags": ""})
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not Image.objects.exists()


def test_a_sound_picture_is_stored_in_the_collection_of_the_town(editor: Client, soest_desk: Desk) -> None:
    file = SimpleUploadedFile("gut.png", png(64, 64))
    editor.post(reverse("wagtailimages:add"), {"title": "Bild", "file": file, "tags": ""})
    assert Image.objects.get().collection_id == soest_desk.collection_id
