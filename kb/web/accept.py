"""What a client would rather have, by its Accept header."""

HTML = "text/html"


def prefers(accept: str, media_type: str, over: str = HTML) -> bool:
    """Whether a header asks for one media type by name and likes it better than another."""
    liked = dict(_weights(accept))
    return liked.get(media_type, 0.0) > liked.get(over, 0.0)


def _weights(accept: str) -> list[tuple[str, float]]:
    found = []
    for part in accept.split(","):
        name, *parameters = (each.strip().lower() for each in part.split(";"))
        quality = next((each[2:] for each in parameters if each.startswith("q=")), "1")
        try:
            found.append((name, float(quality)))
        except ValueError:
            continue
    return found
