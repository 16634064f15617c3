"""The tags write what people read, and markup that everybody can use."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from soesmart.core.templatetags.soesmart import svg

SOEST = SimpleNamespace(
    name="Soest", address_form="du", colour_primary="#1f4f46", colour_primary_dark="#8fd0bf", colour_accent="#9a3d2b"
)


def render(source: str, **context: object) -> str:
    return Template(source).render(Context(context)).strip()


class Application(forms.Form):
    name = forms.CharField(label="Name", help_text="So steht er später <em>öffentlich</em>.")
    text = forms.CharField(label="Idee", widget=forms.Textarea, required=False)
    day = forms.DateField(label="Tag", required=False)
    field = forms.ChoiceField(label="Feld", choices=[("m", "Mobilität")])
    kind = forms.ChoiceField(label="Art", choices=[("a", "Fest"), ("b", "Markt")], widget=forms.RadioSelect)
    sides = forms.MultipleChoiceField(
        label="Seiten", choices=[("o", "ökologisch")], widget=forms.CheckboxSelectMultiple, required=False
    )
    agreed = forms.BooleanField(label="Einverstanden")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def test_numbers_and_amounts_are_german() -> None:
    assert render("{{ value|number }}", value=Decimal("1234.50")) == "1.234,5"
    assert render("{{ value|number:2 }}", value=3) == "3,00"
    assert render('{{ value|number:1|unit:"%" }}', value=3.14) == "3,1\N{NARROW NO-BREAK SPACE}%"
    assert render("{{ cents|euro }}", cents=330_000_000) == "3.300.000\N{NARROW NO-BREAK SPACE}€"


@pytest.mark.parametrize(
    "source", ['{{ v|number|unit:"%" }}', "{{ v|euro }}", "{{ v|date_de }}", "{{ v|month_de }}", "{{ v|moment }}"]
)
def test_a_missing_value_leaves_no_trace(source: str) -> None:
    assert render(source, v=None) == ""


def test_dates_are_german_and_in_the_time_of_the_town() -> None:
    late = datetime(2020, 7, 30, 22, 30, tzinfo=UTC)
    assert render("{{ day|date_de }}", day=date(2021, 10, 6)) == "6. Oktober 2021"
    assert render("{{ day|date_de }}", day="2021-10") == "Oktober 2021"
    assert render("{{ day|date_de }}", day=late) == "31. Juli 2020"
    assert render("{{ day|month_de }}", day=late) == "Juli 2020"
    assert render("{{ day|moment }}", day=late) == "31. Juli 2020, 00:30 Uhr"
    assert render("{% date_range a b %}", a=date(2020, 8, 25), b=date(2020, 8, 29)) == "25. bis 29. August 2020"


def test_a_town_speaks_its_own_form_of_address() -> None:
    source = '{% address "Schau dir an" "Schauen Sie sich an" %}'
    assert render(source, town=SOEST) == "Schau dir an"
    assert render(source, town=None) == "Schauen Sie sich an"


def test_only_what_is_invented_carries_the_mark() -> None:
    assert "Beispielwert" in render("{% example_badge value %}", value=True)
    assert render("{% example_badge value %}", value=False) == ""


def test_a_source_shows_its_host_and_never_runs_code() -> None:
    link = render("{% source url %}", url="https://www.agfs-nrw.de/de/mitglieder?a=1&b=2")
    assert 'href="https://www.agfs-nrw.de/de/mitglieder?a=1&amp;b=2" rel="noopener external">agfs-nrw.de</a>' in link
    assert render("{% source url %}", url=None) == ""
    assert "<a" not in render("{% source url %}", url="javascript:alert(1)")
    assert (
        render("{% source url %}", url="Rat, Drucksache 12") == '<span class="source">Quelle: Rat, Drucksache 12</span>'
    )


def test_a_card_is_one_link_and_escapes_its_words() -> None:
    card = render('{% card title "/ziel/" text preline="Pilot" invented=True level=2 %}', title="A & B", text="<i>")
    assert card.count("<a ") == 1
    assert '<h2 class="card__title"><a href="/ziel/">A &amp; B</a></h2>' in card
    assert "&lt;i&gt;" in card
    assert "Beispielwert" in card


def test_the_current_tab_and_the_current_page_are_told_to_everybody() -> None:
    items = [SimpleNamespace(label="Haus", url="/", is_current=True), {"label": "Liste", "url": "/l", "count": 28}]
    tabs = render('{% tabs items "Ansichten" %}', items=items)
    assert '<a href="/" aria-current="page">Haus</a>' in tabs
    assert "(28)" in tabs
    crumbs = render('{% breadcrumb "Strategie" "/s/" "Mobilität" %}')
    assert '<a href="/s/">Strategie</a>' in crumbs
    assert '<span aria-current="page">Mobilität</span>' in crumbs


def test_pagination_keeps_the_rest_of_the_query() -> None:
    request = RequestFactory().get("/liste/", {"q": "rad & tat", "seite": "4"})
    page = Paginator(range(400), 10).page(4)
    markup = render("{% pagination page %}", page=page, request=request)
    assert 'href="?q=rad+%26+tat&amp;seite=5" rel="next"' in markup
    assert 'href="?q=rad+%26+tat&amp;seite=3" rel="prev"' in markup
    assert markup.count("aria-current") == 1
    assert render("{% pagination page %}", page=Paginator(range(3), 10).page(1), request=request) == ""


def test_every_control_has_its_label_help_and_error_by_id() -> None:
    form = Application({"day": "2021-10-06"}, auto_id="id_%s")
    rows = render("{% fields form %}", form=form)
    assert 'aria-describedby="id_name_helptext id_name_error"' in rows
    assert 'id="id_name_helptext"' in rows
    assert 'id="id_name_error"' in rows
    assert "&lt;em&gt;öffentlich" in rows
    assert 'type="date" name="day" value="2021-10-06"' in rows
    assert '<label class="kern-label" for="id_agreed">Einverstanden</label>' in rows


def test_the_summary_of_errors_leads_to_the_controls() -> None:
    rows = render("{% fields form %}", form=Application({}))
    assert '<a href="#id_name">Name</a>' in rows
    assert '<a href="#id_kind_0">Art</a>' in rows
    assert 'id="id_kind_0"' in rows
    assert "Bitte noch einmal hinschauen" not in render("{% fields form %}", form=Application())


def test_the_summary_alone_brings_no_control() -> None:
    summary = render("{% problems form %}", form=Application({}))
    assert "Bitte noch einmal hinschauen" in summary
    assert "<input" not in summary
    assert "<select" not in summary


def test_groups_are_fieldsets_and_show_what_they_are() -> None:
    rows = render("{% fields form %}", form=Application())
    assert rows.count("<fieldset") == 2
    assert re.search(r'<input type="radio" name="kind" value="a"[^>]* class="kern-form-check__radio"', rows)
    assert not re.search(r'<input type="(radio|checkbox)" name="(kind|sides)"[^>]*aria-describedby', rows)
    assert 'class="kern-form-check__checkbox"' in rows
    assert rows.count("(freiwillig)") == 3
    assert rows.count('type="hidden"') == 1


def test_a_whole_form_brings_its_seal_and_its_button() -> None:
    markup = render('{% form form submit="Absenden" cancel="/zurueck/" %}', form=Application(), csrf_token="abc")
    assert 'name="csrfmiddlewaretoken" value="abc"' in markup
    assert "Absenden" in markup
    assert 'href="/zurueck/"' in markup


def test_the_colours_of_a_town_arrive_with_the_nonce_and_nothing_else() -> None:
    request = SimpleNamespace(csp_nonce="n0nce")
    style = render("{% town_style %}", town=SOEST, request=request)
    assert style.startswith('<style nonce="n0nce">:root{--town-primary:#1f4f46;')
    assert "--town-primary-dark:#8fd0bf;" in style
    assert render("{% town_style %}", town=None) == ""


def test_coordinates_keep_their_point() -> None:
    assert svg(12.5) == "12.5"
    assert svg(12.0) == "12"
