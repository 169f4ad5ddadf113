"""Images one by one: what is kept, what stays with the original, and why."""

import pytest

from syndicator.core.images import images_of
from syndicator.core.terms import Terms

DEED = "https://creativecommons.org/licenses"
SRC = "https://src.example/r.jpg"


def figure(caption: str, image: str = f'<img src="{SRC}" alt="The river">') -> str:
    return f"<p>Words.</p><figure>{image}<figcaption>{caption}</figcaption></figure>"


@pytest.mark.parametrize(
    ("caption", "kept", "why"),
    [
        (f'Photo: Jo Bell, <a href="{DEED}/by/4.0/">CC BY 4.0</a>', True, "a licence of its own, CC BY 4.0"),
        ("Photo: Jo Bell / CC BY-SA 3.0", True, "CC BY-SA 3.0"),
        ("© 2025 Jo Bell, CC BY-ND 4.0", True, "CC BY-ND 4.0"),
        ("Public domain, CC0 1.0", True, "CC0 1.0"),
        ("Photo: Jo Bell", False, "nothing says"),
        ("", False, "nothing says"),
        ("CC BY 4.0", False, "names nobody"),
        ("Photo: Jo Bell / CC BY", False, "cannot be followed"),
        ("Photo: Jo Bell / CC BY 4.0 and CC BY-NC 4.0", False, "more than one licence"),
        ("Photo: Jo Bell / AFP / CC BY 4.0", False, "AFP's"),
        ("Jo Bell/Getty Images, CC BY 4.0", False, "Getty's"),
        ("Photo by Reuters, CC BY 4.0", False, "Reuters's"),
        ("© 2025 Associated Press. CC BY 4.0", False, "Associated Press's"),
    ],
)
def test_an_image_goes_along_only_with_a_licence_of_its_own(caption: str, kept: bool, why: str):
    """Licence, credit, and nobody else's name; what is not said is not assumed."""
    (image,) = images_of(figure(caption), Terms(), commercial=False)

    assert kept is image.kept
    assert why in image.why
    assert image.caption in image.quote("https://src.example/a").text or not image.caption


@pytest.mark.parametrize(("commercial", "kept"), [(False, True), (True, False)])
def test_a_non_commercial_image_goes_to_no_commercial_site(commercial: bool, kept: bool):
    """An image's licence binds like a text's."""
    (image,) = images_of(figure("Photo: Jo Bell, CC BY-NC 4.0"), Terms(), commercial=commercial)

    assert kept is image.kept


def test_what_the_terms_say_of_images_is_the_reason_that_is_told():
    """A limit on images in the terms is named."""
    (image,) = images_of(figure("Photo: Jo Bell"), Terms(limits=(("images", ""),)), commercial=False)

    assert "the terms leave images out, and it has no licence of its own" == image.why


def test_the_credit_of_an_image_is_the_name_in_its_caption():
    """Without what follows the name."""
    (image,) = images_of(figure("The river at night. Photo: Jo Bell / CC BY 4.0"), Terms(), commercial=False)

    assert ("Jo Bell", "CC-BY-4.0", f"{DEED}/by/4.0/") == (image.credit, image.licence, image.licence_url)


@pytest.mark.parametrize("src", ["data:image/png;base64,AAAA", "/r.jpg", "", "javascript:alert(1)"])
def test_an_image_without_an_address_stays(src: str):
    """Whatever its caption says."""
    (image,) = images_of(figure("Photo: Jo Bell, CC BY 4.0", f'<img src="{src}">'), Terms(), commercial=False)

    assert (False, "it has no web address of its own") == (image.kept, image.why)


def test_an_image_outside_of_any_figure_has_no_caption():
    """A licence in the text is the text's."""
    (image,) = images_of(f'<p>Text under CC BY 4.0, photo: Jo Bell</p><img src="{SRC}">', Terms(), commercial=False)

    assert (False, "") == (image.kept, image.caption)


def test_a_counting_pixel_is_no_image():
    """It is the duty `pixel`, or nothing."""
    assert () == images_of('<img src="https://count.example/p.gif" width="1" height="1">', Terms(), commercial=False)


def test_each_image_of_a_gallery_has_its_own_caption():
    """The innermost figure's counts."""
    html = f"<figure>{figure('Photo: Jo Bell, CC BY 4.0')}{figure('Photo: AFP', '<img src=https://src.example/2.jpg>')}</figure>"

    assert [True, False] == [image.kept for image in images_of(html, Terms(), commercial=False)]
