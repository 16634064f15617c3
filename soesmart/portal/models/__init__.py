from soesmart.portal.models.calendar import CalendarDate
from soesmart.portal.models.desk import Desk
from soesmart.portal.models.pages import InfoPage, NewsIndexPage, NewsPage, StartPage
from soesmart.portal.models.search import SearchDocument, SearchPosition

__all__ = [
    "CalendarDate",
    "Desk",
    "InfoPage",
    "NewsIndexPage",
    "NewsPage",
    "SearchDocument",
    "SearchPosition",
    "StartPage",
]
