"""The errors that a user may meet: one base class, few children, each with its HTTP status."""


class KbError(Exception):
    """Something that a user can be told: `message` says what is wrong, `field` where."""

    status = 500

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class BadQuery(KbError):
    """A search that cannot be understood: unknown field, bad value, bad syntax."""

    status = 400


class NotFound(KbError):
    """No work, theme or page has this address."""

    status = 404


class EngineUnavailable(KbError):
    """The engine cannot answer now; never shown as an empty list."""

    status = 503


class StaleIndex(EngineUnavailable):
    """The build on disk was made for another record, analysis or thesaurus: it has to be rebuilt."""


class BadDocument(KbError):
    """A document that cannot become a work; `field` names the part that is wrong."""

    status = 422


class BadSetting(KbError):
    """A setting whose value cannot be read; `field` is its name."""
