"""The kinds of pages that editors write. Wagtail's tree knows no towns: a page's town is the Desk above it."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.coreutils import find_available_slug
from wagtail.fields import RichTextField
from wagtail.models import Page

from soesmart.core import clock
from soesmart.portal.page_forms import TopPageForm, TownPageForm

# No embeds and no pictures inside the text: the first load from other hosts, the second need an own alternative text.
WRITING = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
EASY_WRITING = ["h2", "h3", "bold", "ul", "link"]


class PictureMixin(models.Model):
    """A picture with the words for those who do not see it."""

    picture = models.ForeignKey(
        "wagtailimages.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="Bild"
    )
    picture_alt = models.CharField(
        "Bildbeschreibung",
        max_length=250,
        blank=True,
        help_text="Was ist zu sehen? Für alle, die das Bild nicht sehen.",
    )
    picture_credit = models.CharField("Bildnachweis", max_length=150, blank=True)

    picture_panel: ClassVar = MultiFieldPanel(
        [FieldPanel("picture"), FieldPanel("picture_alt"), FieldPanel("picture_credit")], heading="Bild"
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.picture_id and not self.picture_alt.strip():
            raise ValidationError({"picture_alt": "Bitte das Bild in einem Satz beschreiben."})


class TownPage(Page):
    """What all pages share: an address within the own town's host, whatever name the host has."""

    invented = models.BooleanField(
        "Beispielwert", default=False, help_text="Der Text ist für die Vorführung erfunden und wird so gekennzeichnet."
    )
    source = models.URLField("Quelle (Adresse)", max_length=500, blank=True)

    base_form_class = TownPageForm
    max_count_per_parent: ClassVar[int | None] = None
    # Neither publishing by the clock nor comments: what is published is published now, by a person.
    settings_panels: ClassVar[list[FieldPanel]] = []
    private_page_options: ClassVar[list[str]] = []

    class Meta:
        abstract = True

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        if self.path and not self.slug:  # type: ignore[has-type]  # without a path it is not in the tree yet
            # Wagtail's own would keep umlauts, which are unreadable in a copied address.
            wanted = slugify(self.title.casefold().translate(UMLAUTS)) or "seite"
            self.slug = find_available_slug(self.get_parent(), wanted)
        super().full_clean(*args, **kwargs)

    @property
    def address(self) -> str:
        """The path on the town's host: without the root page's own slug ("/soest/aktuelles/" is "/aktuelles/")."""
        return "/" + self.url_path.lstrip("/").partition("/")[2]

    def __str__(self) -> str:
        return self.title

    def get_url(self, request: HttpRequest | None = None, current_site: Any = None) -> str:
        return self.address

    url = property(get_url)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        from soesmart.portal.views import show_page  # Wagtail's preview comes in here; the view renders all pages

        return show_page(request, self)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        response = self.serve(request)
        # The editor shows the preview in a frame of its own page.
        response.xframe_options_exempt = True
        response._csp_replace = {"frame-ancestors": ["'self'"]}  # type: ignore[attr-defined]
        return response


class StartPage(PictureMixin, TownPage):
    """The root of a town's pages. What can be done today comes from the modules."""

    greeting = models.CharField("Begrüßung", max_length=120)
    intro = models.TextField("Einleitung", max_length=600, blank=True)

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("greeting"),
        FieldPanel("intro"),
        PictureMixin.picture_panel,
    ]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["portal.InfoPage", "portal.NewsIndexPage"]

    class Meta:
        verbose_name = "Startseite"


class InfoPage(PictureMixin, TownPage):
    """Text that stays: about the strategy, imprint, privacy. May have a second body in easy language."""

    lead = models.TextField("Das Wichtigste in zwei Sätzen", max_length=500, blank=True)
    body = RichTextField("Text", features=WRITING, blank=True)
    easy_body = RichTextField(
        "Text in Leichter Sprache",
        features=EASY_WRITING,
        blank=True,
        help_text="Leer: Die Seite hat keine solche Fassung.",
    )
    notice = models.CharField("Hinweis über dem Text", max_length=300, blank=True)
    in_footer = models.BooleanField("im Fuß jeder Seite", default=False)

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("notice"),
        FieldPanel("body"),
        FieldPanel("easy_body"),
        PictureMixin.picture_panel,
        MultiFieldPanel([FieldPanel("source"), FieldPanel("invented")], heading="Herkunft"),
    ]
    promote_panels: ClassVar = [*Page.promote_panels, FieldPanel("in_footer")]
    base_form_class = TopPageForm
    parent_page_types: ClassVar[list[str]] = ["portal.StartPage", "portal.InfoPage"]
    subpage_types: ClassVar[list[str]] = ["portal.InfoPage"]

    class Meta:
        verbose_name = "Informationsseite"


class NewsIndexPage(TownPage):
    """The list of news."""

    intro = models.TextField("Einleitung", max_length=500, blank=True)

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types: ClassVar[list[str]] = ["portal.StartPage"]
    subpage_types: ClassVar[list[str]] = ["portal.NewsPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = "Aktuelles"


class NewsPage(PictureMixin, TownPage):
    """A piece of news with its day, and with its source when the town did not write it itself."""

    day = models.DateField("Datum", default=clock.today)
    teaser = models.TextField("Anreißer", max_length=300, help_text="Ein bis zwei Sätze für Liste und Feed.")
    body = RichTextField("Text", features=WRITING, blank=True)

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("day"),
        FieldPanel("teaser"),
        FieldPanel("body"),
        PictureMixin.picture_panel,
        MultiFieldPanel([FieldPanel("source"), FieldPanel("invented")], heading="Herkunft"),
    ]
    parent_page_types: ClassVar[list[str]] = ["portal.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = "Meldung"
        indexes = [models.Index(fields=["-day"], name="news_by_day")]
