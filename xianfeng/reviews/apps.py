"""The reviews app."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "xianfeng.reviews"
    default_auto_field = "django.db.models.BigAutoField"
