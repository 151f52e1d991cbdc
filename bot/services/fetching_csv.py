"""A table behind a web address: named hosts only, bounded in bytes and in time, nothing told."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from pydantic import SecretStr

from bot.allowed_hosts import is_allowed
from segmentation.source_errors import (
    AddressRefused,
    SourceGone,
    SourceRefused,
    SourceTooLarge,
    SourceTooSlow,
    SourceUnreachable,
)

REDIRECTS = 5
MOST_WAIT_SECONDS = 30.0
NO_BASIC = httpx.Auth()


@dataclass(frozen=True, slots=True)
class WebTable:
    """An address, and the bounds of fetching it. name: what people call the source."""

    name: str
    url: str
    hosts: tuple[str, ...]
    password: SecretStr | None
    seconds: float
    max_bytes: int

    def fetch(self, target: Path) -> None:
        """Write what lies there to a file.

        Raises UnreadableSource, whose children never show the address: it may hold a key.
        """
        end = time.monotonic() + self.seconds
        with self._answered() as answer, target.open("wb") as file:
            size = 0
            # As it is sent and as it comes, so that a slow drip is noticed; what is packed is
            # unpacked later, within the limits of files.
            for piece in answer.iter_raw():
                size += len(piece)
                if size > self.max_bytes:
                    raise self._too_large(size)
                if time.monotonic() > end:
                    raise self._too_slow()
                file.write(piece)

    def look(self) -> None:
        """See whether it answers, without reading it. Raises what `fetch` raises."""
        with self._answered():
            return

    @contextmanager
    def _answered(self) -> Iterator[httpx.Response]:
        wait = min(self.seconds, MOST_WAIT_SECONDS)
        try:
            with (
                httpx.Client(timeout=wait, follow_redirects=False) as http,
                self._opened(http) as answer,
            ):
                self._check(answer)
                yield answer
        except httpx.ReadTimeout:
            raise self._too_slow() from None
        except httpx.TimeoutException:
            raise SourceUnreachable(self.name, "its web server doesn't answer") from None
        except httpx.InvalidURL:
            raise AddressRefused(self.name, "its address makes no sense") from None
        except httpx.HTTPError:
            why = "its web server can't be reached, or broke the connection off"
            raise SourceUnreachable(self.name, why) from None

    @contextmanager
    def _opened(self, http: httpx.Client) -> Iterator[httpx.Response]:
        """The answer behind a chain of redirects, each of which must be allowed. What proves who
        we are is for the first host alone."""
        url = first = httpx.URL(self.url)
        for _ in range(REDIRECTS + 1):
            if not is_allowed(url.scheme, url.host, url.port, self.hosts):
                raise AddressRefused(self.name, f"it lies on {url.host}, which is not among them")
            same = (url.scheme, url.netloc) == (first.scheme, first.netloc)
            headers = {"Accept-Encoding": "identity", **(self._proof(first) if same else {})}
            bare = url.copy_with(userinfo=b"")
            with http.stream("GET", bare, headers=headers, auth=NO_BASIC) as answer:
                if not answer.is_redirect:
                    yield answer
                    return
                url = url.join(answer.headers["location"])
        raise AddressRefused(self.name, "it leads from one address to the next without end")

    def _proof(self, url: httpx.URL) -> dict[str, str]:
        """A user in the address goes with the password, else it is a bearer's token."""
        if self.password is None:
            return {}
        secret = self.password.get_secret_value()
        if not url.username:
            return {"Authorization": f"Bearer {secret}"}
        made = httpx.BasicAuth(url.username, secret).auth_flow(httpx.Request("GET", "http://x"))
        return {"Authorization": next(made).headers["Authorization"]}

    def _check(self, answer: httpx.Response) -> None:
        status = answer.status_code
        if status in (401, 403):
            why = f"its web server refuses us (HTTP {status})"
            raise SourceRefused(self.name, why, "Check the variable that `password_env` names")
        if status in (404, 410):
            raise SourceGone(self.name, "the file behind its address", "csv_url")
        if not answer.is_success:
            raise SourceUnreachable(self.name, f"its web server answers HTTP {status}")
        announced = int(answer.headers.get("content-length") or 0)
        if announced > self.max_bytes:
            raise self._too_large(announced)

    def _too_slow(self) -> SourceTooSlow:
        return SourceTooSlow(self.name, self.seconds, f"sources.{self.name}.seconds")

    def _too_large(self, size: int) -> SourceTooLarge:
        return SourceTooLarge(
            self.name, "bytes", f"{size:,}", f"{self.max_bytes:,}", "limits.max_bytes"
        )
