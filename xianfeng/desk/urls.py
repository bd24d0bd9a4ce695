"""Addresses of the desk pages."""

from django.urls import URLPattern, URLResolver, path

from xianfeng.desk.views import board, home, search

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("board/", board.board, name="board"),
    path("board/export/", board.export, name="board_export"),
    path("search/", search.search, name="search"),
]
