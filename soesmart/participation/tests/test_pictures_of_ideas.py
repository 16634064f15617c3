"""Pictures: made anew, without place and camera, shown to whoever may see the idea, gone with it."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from soesmart.accounts.models import Person
from soesmart.core import clock
from soesmart.core.refusals import Refused
from soesmart.participation import pictures
from soesmart.participation.models import Campaign, Idea
from soesmart.participation.personal import erase_person
from soesmart.participation.queries.similar import forget_words
from soesmart.participation.rules import Visibility
from soesmart.participation.services.tidying import drop_unclaimed_pictures, forget_removed_pictures
from soesmart.participation.tests.campaigns import a_campaign, an_idea
from soesmart.region.models import Municipality
from tests.clients import ClientFor

PATH = "/mitmachen/ideen/ideen/neu/"
NONCE = "0b0a6d4e-6a3d-4f0e-9a53-0d5d35a7c002"


@pytest.fixture(autouse=True)
def _new_words() -> None:
    forget_words()


@pytest.fixture
def campaign(in_soest: Municipality, at: datetime) -> Campaign:
    return a_campaign(in_soest, at)


def photo(width: int = 800, height: int = 400, kind: str = "JPEG", mode: str = "RGB") -> SimpleUploadedFile:
    """Red on the left half, blue on the right, lying on its side, with the place where it was taken."""
    picture = Image.new(mode, (width, height), (200, 0, 0) if mode == "RGB" else (200, 0, 0, 0))
    picture.paste((0, 0, 200) if mode == "RGB" else (0, 0, 200, 255), (width // 2, 0, width, height))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Kamera von Amira"  # turn by 90 degrees; the maker
    exif.get_ifd(0x8825)[2] = (IFDRational(51), IFDRational(34), IFDRational(2))  # latitude
    out = BytesIO()
    picture.save(out, kind, exif=exif)
    return SimpleUploadedFile(f"bild.{kind.lower()}", out.getvalue())


def send(client: Client, at: datetime, **more: object) -> tuple[int, str]:
    typed = {"nonce": NONCE, "title": "Bänke", "what": "Mehr davon", "picture_alt": "Eine Bank am Wall", **more}
    with clock.stopped_at(at):
        answer = client.post(PATH, typed)
    return answer.status_code, answer.content.decode()


def files() -> list[str]:
    folder = Path(settings.MEDIA_ROOT) / "ideas"
    return sorted(path.name for path in folder.glob("*")) if folder.exists() else []


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: object) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_a_picture_is_made_anew_upright_and_without_its_secrets(tmp_path: Path) -> None:
    name = pictures.store_picture(photo(4000, 2000))
    assert files() == [f"{name}-480.webp", f"{name}.webp"]
    large = Image.open(tmp_path / "ideas" / f"{name}.webp")
    assert (large.format, large.size) == ("WEBP", (800, 1600))
    assert Image.open(tmp_path / "ideas" / f"{name}-480.webp").size == (240, 480)
    red, _, blue = large.getpixel((400, 100))  # type: ignore[misc]
    assert red > blue, "turned as the camera was held"
    assert not large.getexif()
    assert b"Amira" not in (tmp_path / "ideas" / f"{name}.webp").read_bytes()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_usual_kinds_are_taken(kind: str) -> None:
    pictures.store_picture(photo(kind=kind, mode="RGB" if kind == "JPEG" else "RGBA"))
    assert len(files()) == 2


def bomb() -> bytes:
    """A PNG of some bytes that says it has 900 million points."""
    out = BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<script>alert(1)</script>", "kein Bild"),
        (b"", "kein Bild"),
        (b"\xff\xd8\xff\xe0" + b"x" * 500, "kein Bild"),
        (b"GIF89a" + b"\0" * 50, "kein Bild"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "kein Bild"),
        (b"x" * (8 * 1024 * 1024 + 1), "8,0 MB, höchstens 8"),
    ],
)
def test_what_is_no_picture_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        pictures.store_picture(SimpleUploadedFile("bild.jpg", content, "image/jpeg"))
    assert files() == []


def test_a_cut_off_picture_is_refused() -> None:
    whole = photo(2000, 2000).read()
    with pytest.raises(Refused, match="kein Bild"):
        pictures.store_picture(SimpleUploadedFile("bild.jpg", whole[: len(whole) // 2]))


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(Refused, match=r"900 Millionen Bildpunkte|kein Bild"):
        pictures.store_picture(SimpleUploadedFile("bild.png", bomb()))


def test_a_refused_picture_leaves_the_rest_of_the_form(campaign: Campaign, client_for: ClientFor, at: datetime) -> None:
    status, page = send(client_for(), at, picture=SimpleUploadedFile("bild.jpg", b"nichts"))
    assert status == 422
    assert "kein Bild" in page
    assert 'value="Bänke"' in page
    assert not Idea.objects.exists()


def test_a_picture_needs_words_and_is_carried_on_until_they_are_there(
    campaign: Campaign, client_for: ClientFor, at: datetime
) -> None:
    client = client_for()
    status, page = send(client, at, picture=photo(), picture_alt="")
    assert status == 422
    assert "was auf dem Bild zu sehen ist" in page
    ticket = re.search(r'name="ticket" value="([^"]+)"', page)
    assert ticket
    assert send(client, at, ticket=ticket[1])[0] == 302
    assert Idea.objects.get().picture == files()[0].removesuffix("-480.webp")


def test_a_picture_survives_the_page_of_similar_ideas(campaign: Campaign, client_for: ClientFor, at: datetime) -> None:
    an_idea(campaign, at, "Mehr Bänke")
    client = client_for()
    status, page = send(client, at, picture=photo(), title="Mehr Bänke bitte")
    assert status == 200
    kept = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    assert send(client, at, gesehen="1", ticket=kept["ticket"])[0] == 302
    assert Idea.objects.get(number=2).picture


def test_nobody_claims_a_picture_without_its_ticket(campaign: Campaign, client_for: ClientFor, at: datetime) -> None:
    name = pictures.store_picture(photo())
    assert send(client_for(), at, ticket=name)[0] == 302
    assert Idea.objects.get().picture == ""


def test_only_who_sees_the_idea_sees_its_picture(
    campaign: Campaign, client_for: ClientFor, amira: Person, eva: Person, olpe: Municipality, at: datetime
) -> None:
    idea = an_idea(campaign, at, author=amira)
    name = pictures.store_picture(photo())
    Idea.objects.update(picture=name)
    path = f"/mitmachen/ideen/ideen/{idea.number}/bild/{name}.webp"
    answer = client_for().get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert Image.open(BytesIO(b"".join(answer.streaming_content))).size == (400, 800)
    assert client_for().get(path.replace(".webp", "-klein.webp")).status_code == 200
    assert client_for().get(path.replace(name, "f" * 32)).status_code == 404
    assert client_for(None, olpe).get(path).status_code == 404
    Idea.objects.update(visibility=Visibility.REMOVED)
    assert [client_for(person).get(path).status_code for person in (None, eva, amira)] == [404, 404, 200]


@pytest.mark.django_db(transaction=True)
def test_a_picture_goes_when_its_idea_is_taken_back_or_gets_another(
    client_for: ClientFor, soest: Municipality, amira: Person, at: datetime
) -> None:
    from django_scopes import scope

    with scope(municipality=soest):
        idea = an_idea(a_campaign(soest, at), at, author=amira)
        Idea.objects.update(picture=pictures.store_picture(photo()), picture_alt="Alt")
    first = files()
    client, path = client_for(amira), f"/mitmachen/ideen/ideen/{idea.number}/"
    with clock.stopped_at(at):
        page = client.get(f"{path}aendern/").content.decode()
        kept = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
        typed = {**kept, "title": "Bänke", "what": "Mehr", "picture_alt": "Neu"}
        assert client.post(f"{path}aendern/", {**typed, "picture": photo(300, 300)}).status_code == 302
        second = files()
        assert len(second) == 2
        assert not set(first) & set(second)
        client.post(f"{path}zurueckziehen/")
    assert files() == []


def test_pictures_of_who_leaves_are_forgotten(
    campaign: Campaign,
    amira: Person,
    at: datetime,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    for author in (amira, None):
        idea = an_idea(campaign, at, author=author)
        Idea.objects.filter(pk=idea.pk).update(picture=pictures.store_picture(photo()))
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(amira, at)
    assert len(files()) == 2
    assert sorted(bool(idea.picture) for idea in Idea.objects.all()) == [False, True]


def test_an_upload_from_which_no_idea_came_is_deleted_after_two_days(campaign: Campaign, at: datetime) -> None:
    taken, _ = pictures.store_picture(photo()), pictures.store_picture(photo())
    Idea.objects.filter(pk=an_idea(campaign, at).pk).update(picture=taken)
    now = clock.now()
    drop_unclaimed_pictures(at=now + timedelta(days=1))
    assert len(files()) == 4, "the form may still stand open"
    drop_unclaimed_pictures(at=now + timedelta(days=3))
    assert files() == [f"{taken}-480.webp", f"{taken}.webp"]


def test_the_picture_of_a_removed_idea_goes_when_nobody_can_object_any_more(
    campaign: Campaign, at: datetime, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]]
) -> None:
    idea = an_idea(campaign, at)
    name = pictures.store_picture(photo())
    Idea.objects.update(picture=name, visibility=Visibility.REMOVED)
    case = {"held": False, "opened_at": at, "decided_at": at, "reason": "spam", "statement": "Werbung"}
    campaign.cases.create(idea=idea, state="removed", **case)
    for days, left in ((29, 2), (31, 0)):
        with django_capture_on_commit_callbacks(execute=True):
            forget_removed_pictures(at=at + timedelta(days=days))
        assert len(files()) == left
