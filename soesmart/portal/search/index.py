"""Keeping the index: what the modules offer, stored so that it can be found."""

import hashlib
from collections.abc import Iterable

from django.db import transaction
from django_scopes import scope, scopes_disabled

from soesmart.core.models import AuditEntry, AuditHead
from soesmart.core.module import Module, modules
from soesmart.core.module import SearchDocument as Offered
from soesmart.methods import german_stems as stems
from soesmart.portal.models import SearchDocument, SearchPosition
from soesmart.portal.search import tables
from soesmart.region.models import Municipality

# Beyond this a text is not searched; a page of a town is seldom longer than a tenth of it.
LONGEST_TEXT = 50_000


def refresh_all(town: Municipality) -> int:
    """Bring the documents of all modules up to date; returns how many were written or removed."""
    head = AuditHead.objects.filter(town=town.slug).first()
    changed = sum(refresh_index(town, module) for module in modules())
    with scope(municipality=town):
        SearchPosition.objects.update_or_create(municipality=town, defaults={"number": head.number if head else 0})
    return changed


def is_behind() -> bool:
    """Whether a town's audit log has entries that the index has not followed yet."""
    with scopes_disabled():
        followed = dict(SearchPosition.objects.values_list("municipality__slug", "number"))
    heads = AuditHead.objects.exclude(town="").values_list("town", "number")
    return any(number > followed.get(town, 0) for town, number in heads)


def refresh_index(town: Municipality, module: Module) -> int:
    """Bring the documents of one module up to date; returns how many were written or removed.

    Reading and comparing thousands of ideas takes a while: only the writing that follows holds the database.
    """
    with scope(municipality=town):
        offered = {document.key: document for document in module.search_documents()}
        stored = {row.key: row for row in SearchDocument.objects.filter(module=module.name).defer(*_LONG)}
        gone = [row.pk for key, row in stored.items() if key not in offered]
        changed = [d for key, d in offered.items() if key not in stored or stored[key].digest != _digest(d)]
        if gone or changed:
            with transaction.atomic():
                tables.remove(gone)
                SearchDocument.objects.filter(pk__in=gone).delete()
                _store(town, module, changed)
    return len(gone) + len(changed)


def follow_changes(town: Municipality) -> list[str]:
    """Refresh the modules that the town's audit log names since the last time; returns their names.

    The position moves last: after a crash the same news is followed once more, which changes nothing.
    """
    with scope(municipality=town):
        position, _ = SearchPosition.objects.get_or_create(municipality=town)
        entries = AuditEntry.objects.filter(town=town.slug, number__gt=position.number)
        news = list(entries.order_by("number").values_list("number", "action"))
        touched = {action.partition(".")[0] for _, action in news}
        found = [module for module in modules() if module.name in touched]
        for module in found:
            refresh_index(town, module)
        if news:
            SearchPosition.objects.filter(pk=position.pk).update(number=news[-1][0])
    return [module.name for module in found]


_LONG = ("text", "title_stems", "text_stems")


def _store(town: Municipality, module: Module, offered: Iterable[Offered]) -> None:
    documents = [_document(town, module, document) for document in offered]
    SearchDocument.objects.bulk_create(
        documents,
        update_conflicts=True,
        unique_fields=["municipality", "module", "key"],
        update_fields=["kind", "title", "text", "url", "title_stems", "text_stems", "digest", "changed_at"],
        batch_size=200,
    )
    keys = [document.key for document in documents]
    written = SearchDocument.objects.filter(module=module.name)
    ids = dict(written.values_list("key", "pk"))
    tables.write([_row(document, ids[key]) for key, document in zip(keys, documents, strict=True)])


def _document(town: Municipality, module: Module, offered: Offered) -> SearchDocument:
    title, text = stems.clean(offered.title)[:300], stems.clean(offered.text)[:LONGEST_TEXT]
    return SearchDocument(
        municipality=town,
        module=module.name,
        key=offered.key,
        kind=offered.kind,
        title=title,
        text=text,
        url=offered.url,
        title_stems=" ".join(stems.stems(title)),
        text_stems=" ".join(stems.stems(text)),
        digest=_digest(offered),
        changed_at=offered.changed_at,
    )


def _row(document: SearchDocument, pk: int) -> tables.Row:
    return tables.Row(
        pk,
        document.municipality_id,
        document.kind,
        " ".join(stems.words(document.title)),
        " ".join(stems.words(document.text)),
        document.title_stems,
        document.text_stems,
    )


def _digest(offered: Offered) -> str:
    content = "\x1f".join([offered.kind, offered.title, offered.text, offered.url])
    return hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()
