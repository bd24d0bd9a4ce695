"""Photos: small, upright, without position; bombs and other files are refused."""

from contextlib import suppress
from datetime import date
from io import BytesIO
from random import Random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageFile
from PIL.ExifTags import GPS, IFD, Base

from tests.supervision.build import NOW, confirmed, drawn, go, in_state, planned
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.viewer import Denied
from xianfeng.supervision import actions, pictures
from xianfeng.supervision.models import Photo


def picture(form="JPEG", size=(40, 30), mode="RGB", colour="navy", **more):
    target = BytesIO()
    Image.new(mode, size, colour).save(target, form, **more)
    return target.getvalue()


def with_position(size=(2400, 1200)):
    """Return a JPEG as a phone takes it: where, when, by whom, lying on its side."""
    exif = Image.Exif()
    exif[Base.Make], exif[Base.DateTime], exif[Base.Orientation] = (
        "专属相机",
        "2021:06:29 10:00:00",
        6,
    )
    place = exif.get_ifd(IFD.GPSInfo)
    place[GPS.GPSLatitudeRef], place[GPS.GPSLatitude] = "N", (23.0, 7.0, 12.5)
    place[GPS.GPSLongitudeRef], place[GPS.GPSLongitude] = "E", (113.0, 15.0, 51.0)
    return picture(size=size, exif=exif.tobytes(), comment=b"secret-comment")


def test_position_time_and_camera_are_gone_and_the_picture_stands_upright():
    raw = with_position()
    with Image.open(BytesIO(raw)) as before:
        assert dict(before.getexif().get_ifd(IFD.GPSInfo))[GPS.GPSLatitude] == (23.0, 7.0, 12.5)
    made = pictures.clean(raw)
    assert (made.width, made.height) == (800, 1600)
    with Image.open(BytesIO(made.content)) as after:
        assert (after.format, after.size, dict(after.getexif())) == ("JPEG", (800, 1600), {})
        assert {"exif", "comment", "xmp", "photoshop"} & set(after.info) == set()
    assert all(
        mark not in made.content for mark in (b"Exif", b"secret-comment", b"GPS", b"2021:06")
    )


@pytest.mark.parametrize("form", ["PNG", "WEBP", "GIF"])
def test_other_formats_become_jpegs(form):
    made = pictures.clean(picture(form))
    with Image.open(BytesIO(made.content)) as after:
        assert (after.format, after.mode, after.size) == ("JPEG", "RGB", (40, 30))


def test_what_is_transparent_becomes_white():
    made = pictures.clean(picture("PNG", mode="RGBA", colour=(0, 0, 0, 0)))
    with Image.open(BytesIO(made.content)) as after:
        assert after.getpixel((5, 5)) == (255, 255, 255)


def test_a_small_picture_is_not_made_larger():
    assert (pictures.clean(picture()).width, pictures.clean(picture(size=(1600, 2))).width) == (
        40,
        1600,
    )


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"%PDF-1.7 not a picture", "这个文件不是能识别的照片，请传 JPG、PNG 或 WebP"),
        (b"", "这个文件不是能识别的照片，请传 JPG、PNG 或 WebP"),
        (picture(size=(400, 300))[:500], "照片文件不完整，请重新选择"),
        (picture("PNG", (400, 300))[:200], "照片文件不完整，请重新选择"),
        (picture("PNG", (9000, 6000), "1", 0), "照片的像素太多（超过 5000 万），请缩小后再传"),
        (picture("TIFF"), "这个文件不是能识别的照片，请传 JPG、PNG 或 WebP"),
        (picture("PNG", (20000, 20000), "1", 0), "照片的像素太多（超过 5000 万），请缩小后再传"),
        (b"\xff\xd8" + bytes(12 * 1024 * 1024), "照片不能超过 12 MB，请缩小后再传"),
    ],
    ids=["document", "empty", "cut", "cut-png", "many", "other", "bomb", "heavy"],
)
@pytest.mark.parametrize("elsewhere", [False, True])
def test_what_cannot_be_kept_is_said(raw, words, elsewhere, monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", elsewhere)
    with pytest.raises(Refused) as refused:
        pictures.clean(raw)
    assert (refused.value.message, refused.value.field) == (words, "photos")


def add(actor, visit, number=1):
    made = [pictures.clean(picture()) for _each in range(number)]
    return actions.add_photos(actor=actor, at=NOW, visit=visit, pictures=made)


def test_photos_are_sealed_counted_and_taken_off(city):
    visit = planned(city)
    photo = add(city.officer, visit)[0]
    assert (photo.width, photo.added_on) == (40, date(2021, 6, 30))
    assert bytes(Photo.objects.get().content)[:2] != b"\xff\xd8"
    assert Photo.objects.get().jpeg[:2] == b"\xff\xd8"
    add(city.officer, visit, 8)
    with pytest.raises(Refused, match="最多 9 张"):
        add(city.officer, visit)
    with pytest.raises(Denied):
        actions.drop_photo(actor=city.rival, at=NOW, photo=photo)
    actions.drop_photo(actor=city.officer, at=NOW, photo=photo)
    assert Photo.objects.count() == 8


def test_a_cancelled_visit_takes_no_photos_and_outsiders_add_none(city):
    with pytest.raises(Refused, match="不再添加照片"):
        add(city.officer, in_state(city, "cancelled"))
    with pytest.raises(Denied):
        add(city.clerk, planned(city, city.d))
    with pytest.raises(Refused, match="没有照片不用传"):
        add(city.officer, planned(city, city.f), 0)


def test_the_page_takes_several_and_serves_them_to_who_reads_the_record(city, browse):
    visit = planned(city, kind="unannounced")
    drawn(city, visit, number=4)
    files = [SimpleUploadedFile(f"{n}.jpg", with_position((80, 40)), "image/jpeg") for n in "12"]
    answer = browse("mate", f"/supervision/visits/{visit.pk}/photos/", photos=files)
    assert answer.headers["Location"] == f"/supervision/visits/{visit.pk}/"
    page = f"/supervision/photos/{Photo.objects.first().pk}/"
    sent = browse("mate", page)
    assert (sent.headers["Content-Type"], sent.headers["Cache-Control"]) == (
        "image/jpeg",
        "private, no-store",
    )
    assert Image.open(BytesIO(sent.content)).size == (40, 80)
    codes = [browse(who, page).status_code for who in ("officer", "leader", "clerk", "rival")]
    assert codes == [200, 200, 404, 404]
    confirmed(city, visit)
    codes = [browse(who, page).status_code for who in ("officer", "mate", "clerk", "rival")]
    assert codes == [200, 200, 200, 404]
    assert browse("clerk", f"{page}drop/").status_code == 403


def test_one_wrong_file_keeps_nothing(city, browse):
    visit = planned(city)
    files = [
        SimpleUploadedFile("1.jpg", picture(), "image/jpeg"),
        SimpleUploadedFile("2.jpg", b"<script>alert(1)</script>", "image/jpeg"),
    ]
    answer = browse("officer", f"/supervision/visits/{visit.pk}/photos/", photos=files)
    assert "这个文件不是能识别的照片" in answer.content.decode()
    assert Photo.objects.count() == 0
    empty = browse("officer", f"/supervision/visits/{visit.pk}/photos/", photos="")
    assert empty.status_code == 200
    assert go("cancel_visit", city.officer, visit, reason="改期").state == "cancelled"


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
def test_bytes_that_only_pretend_are_refused_and_nothing_else_is_said():
    """Whatever a decoder raises over a damaged picture, the answer is a sentence."""
    dice = Random(5)
    sound = [with_position((60, 50)), picture("PNG"), picture("WEBP"), picture("GIF", mode="P")]
    for number in range(600):
        raw = bytearray(sound[number % len(sound)])
        for _each in range(dice.randint(1, 6)):
            raw[dice.randrange(len(raw))] = dice.randrange(256)
        if number % 5 == 0:
            del raw[dice.randrange(1, len(raw)) :]
        with suppress(Refused):
            kept = pictures.clean(bytes(raw)).content
            assert kept.startswith(b"\xff\xd8")
            assert b"Exif" not in kept


def test_what_hides_behind_a_picture_is_not_kept():
    raw = picture() + b"<script>alert(1)</script>PK\x03\x04"
    assert b"script" not in pictures.clean(raw).content
    for other in (b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7", b"II*\0" + b"\0" * 99):
        with pytest.raises(Refused):
            pictures.clean(other)


def test_ten_photos_at_once_are_refused_before_any_is_looked_at(city, browse, client):
    visit = in_state(city, "draft")
    client.force_login(city.users["officer"])
    wrong = [SimpleUploadedFile(f"{n}.jpg", b"no picture") for n in range(10)]
    answer = client.post(f"/supervision/visits/{visit.pk}/photos/", {"photos": wrong})
    assert "最多 9 张" in answer.content.decode()
    assert "不是能识别的照片" not in answer.content.decode()
