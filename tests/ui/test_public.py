"""What every page without an account stands behind."""

from django.http import HttpResponse
from django.test import RequestFactory

from xianfeng.ui import public

TOLD = "ratings/public/too_long.html"


def answered(request):
    return HttpResponse("到了")


def test_a_page_is_open_to_all_and_kept_by_no_cache():
    view = public.public(answered, largest=10, too_long=TOLD)
    answer = view(RequestFactory().get("/rate/"))
    assert (view.login_required, view.__name__) == (False, "answered")
    assert answer.content.decode() == "到了"
    assert answer["Cache-Control"] == ("max-age=0, no-cache, no-store, must-revalidate, private")


def test_what_is_longer_than_any_form_is_told_so():
    view = public.public(answered, largest=10, too_long=TOLD)
    sent = [RequestFactory().post("/rate/", "x" * size, "text/plain") for size in (10, 11)]
    assert [view(request).status_code for request in sent] == [200, 413]


def test_large_type_is_switched_on_and_off_for_one_path_alone():
    request = RequestFactory().get("/")
    on = public.switch_large(request, HttpResponse(), "/ask/").cookies[public.LARGE]
    assert (on.value, on["path"], on["httponly"], on["samesite"]) == ("1", "/ask/", True, "Lax")
    request.COOKIES[public.LARGE] = "1"
    off = public.switch_large(request, HttpResponse(), "/ask/").cookies[public.LARGE]
    assert (off.value, off["path"], off["max-age"]) == ("", "/ask/", 0)
