"""A PostgreSQL server of our own for a test session: unix socket only, in a folder that goes."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def programs() -> Path | None:
    """Where initdb and pg_ctl lie; Debian keeps them off the PATH."""
    found = [Path(path).parent for name in ("initdb",) if (path := shutil.which(name))]
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in [*found, *debian] if (folder / "initdb").exists()), None)


@contextmanager
def running_postgres(folder: Path) -> Iterator[str]:
    """Start a server from these programs; its address for SQLAlchemy."""
    with tempfile.TemporaryDirectory(prefix="pg") as home:
        # The server refuses to run as root.
        user = "postgres" if os.geteuid() == 0 else None
        if user:
            shutil.chown(home, user)

        def run(program: str, *arguments: str) -> None:
            subprocess.run(
                [str(folder / program), "-D", f"{home}/data", *arguments],
                check=True, user=user, cwd=home, stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip

        run("initdb", "--auth=trust", "--username=tester", "--encoding=UTF8", "--no-sync")
        options = f"-c listen_addresses='' -c fsync=off -k {home}"
        run("pg_ctl", "start", "--wait", "--log", f"{home}/log", "--options", options)
        try:
            yield f"postgresql+psycopg://tester@/postgres?host={home}"
        finally:
            run("pg_ctl", "stop", "--mode=immediate")
