"""Whether a form was sent by a page of ours."""

from urllib.parse import urlsplit

from starlette.requests import Request


def is_from_here(request: Request) -> bool:
    """Tell whether the browser says that a page of ours sent the form."""
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin", "null")
    # Our pages send no referrer: browsers then say "null" here, and the truth in Sec-Fetch-Site.
    if site not in (None, "same-origin"):
        return False
    if origin == "null":
        return site is not None
    return host_of(origin) == request.headers.get("host", "")


def host_of(origin: str) -> str:
    """Return the host that an origin names, or nothing where it is none."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""
