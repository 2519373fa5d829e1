"""The `.venv` beside pyproject.toml: made, mended and filled; never the system's Python.

A stamp inside tells what it was filled from. A `.venv` with a fitting stamp is taken as it is; one whose own Python
and pip work is filled again; anything else (half made, damaged, moved, of another Python) is made anew.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bootstrap_system import SetupError, install_packages, last_line

VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
ROOM = "1.5 GB"
OUTSIDE = ("PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_REQUIRE_VIRTUALENV")
NO_NETWORK = (
    "NewConnectionError",
    "NameResolutionError",
    "name resolution",
    "ConnectTimeout",
    "ReadTimeout",
    "Network is unreachable",
    "Connection refused",
    "Connection reset",
    "Connection broken",
    "RemoteDisconnected",
    "ProxyError",
    "SSLError",
)


@dataclass(frozen=True)
class Venv:
    """A virtual environment by its folder."""

    folder: Path

    @property
    def scripts(self) -> Path:
        """Where its programs lie."""
        return self.folder / ("Scripts" if os.name == "nt" else "bin")

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return Path(self.script("python"))

    @property
    def packages(self) -> Path:
        """Its site-packages."""
        return self.folder / ("Lib" if os.name == "nt" else f"lib/python{VERSION}") / "site-packages"

    @property
    def stamp(self) -> Path:
        """What it was filled from; not there while it's being filled."""
        return self.folder / "epochal-stamp.json"

    def has(self, package: str) -> bool:
        """Whether a package lies there."""
        return (self.packages / package).exists()

    def script(self, name: str) -> str:
        """The path of one of its programs."""
        return str(self.scripts / (f"{name}.exe" if os.name == "nt" else name))

    def call(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run its Python to the end; both outputs are kept."""
        environment = {**clean_environment(), **variables}
        try:
            return subprocess.run(
                [str(self.python), *arguments], env=environment, capture_output=True, text=True, check=False
            )
        except OSError as error:
            return subprocess.CompletedProcess(arguments, 127, "", str(error))


def clean_environment() -> dict[str, str]:
    """This process' variables without those that would send pip or Python elsewhere."""
    return {name: value for name, value in os.environ.items() if name not in OUTSIDE} | {"PIP_USER": "0"}


def filled_venv(root: Path, *, test: bool) -> Venv:
    """The project's environment with everything that running (or testing) needs. Raises SetupError."""
    venv = Venv(root / ".venv")
    try:
        with one_at_a_time(root / "pyproject.toml"):
            if state_of(venv, root, test=test) != "ready":
                make_and_fill(venv, root, test=test)
    except OSError as error:
        raise SetupError(
            f"Setting up {venv.folder} failed ({error.strerror or error}): make that folder writable, with "
            f"{ROOM} free, and run this again."
        ) from error
    return venv


def state_of(venv: Venv, root: Path, *, test: bool) -> str:
    """What the stamp tells, without starting anything: "ready", "stale" (fill it again) or "broken" (make it anew).

    Without a stamp it's "stale": its own Python is asked next.
    """
    if not os.path.lexists(venv.folder):
        return "broken"
    try:
        stamp = json.loads(venv.stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return "stale"
    if not isinstance(stamp, dict) or stamp.get("root") != str(root) or stamp.get("python") != VERSION:
        return "broken"
    gone = set(stamp.get("packages", ())) - package_names(venv)
    if not venv.python.exists() or any(not name.endswith(".dist-info") for name in gone):
        return "broken"
    fits = not gone and stamp.get("sources") == sources_hash(root) and bool(stamp.get("test")) >= test
    return "ready" if fits else "stale"


def make_and_fill(venv: Venv, root: Path, *, test: bool) -> None:
    """Bring the environment to what the pins say, and stamp it."""
    if state_of(venv, root, test=test) == "broken" or not works(venv):
        make(venv)
    venv.stamp.unlink(missing_ok=True)
    fill(venv, root, test=test)
    stamp = {
        "root": str(root),
        "python": VERSION,
        "sources": sources_hash(root),
        "test": test,
        "packages": sorted(package_names(venv)),
    }
    venv.stamp.write_text(json.dumps(stamp), encoding="utf-8")


def works(venv: Venv) -> bool:
    """Whether its own Python, of the asked version, and its pip start."""
    asked = venv.call("-c", "import sys, pip; print(sys.prefix); print('%d.%d' % sys.version_info[:2])")
    if asked.returncode != 0:
        return False
    prefix, version = asked.stdout.split("\n")[:2]
    return version.strip() == VERSION and Path(prefix).resolve() == venv.folder.resolve()


def make(venv: Venv) -> None:
    """Remove what is there and make an empty environment with pip."""
    remove(venv.folder)
    if any(importlib.util.find_spec(module) is None for module in ("venv", "ensurepip")):
        install_packages([f"python{VERSION}-venv"], "This Python comes without its venv module")
    print(f"Making {venv.folder} with Python {VERSION} …", flush=True)
    base = getattr(sys, "_base_executable", None) or sys.executable
    done = subprocess.run(
        [base, "-m", "venv", str(venv.folder)], env=clean_environment(), capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise SetupError(
            f"Making {venv.folder} failed ({last_line(done.stderr or done.stdout)}): mend that, or install "
            "Python 3.11, 3.12 or 3.13 from python.org, and run this again."
        )


def remove(folder: Path) -> None:
    """Take away whatever stands at `.venv`: a folder, a link or a file."""
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)


def fill(venv: Venv, root: Path, *, test: bool) -> None:
    """Install the project, to be edited in place, with its pinned dependencies. Raises SetupError."""
    what = "Epochal and what its tests need" if test else "Epochal"
    size = "" if venv.has("PySide6") else ": some 300 MB to download, a minute or two"
    print(f"Installing {what}{size} …", flush=True)
    command = [str(venv.python), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    command += ["-c", str(root / "packaging" / "constraints.txt"), "-e", f"{root}[test]" if test else str(root)]
    said = followed(command)
    if said is not None:
        raise SetupError(failure_words(said, venv.folder / "bootstrap.log"))


def followed(command: list[str]) -> str | None:
    """Run pip, showing on a terminal what it is at; returns what it said if it failed, else None."""
    shows = sys.stdout.isatty()
    lines: list[str] = []
    with subprocess.Popen(
        command, env=clean_environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        encoding="utf-8", errors="replace",
    ) as pip:  # fmt: skip
        try:
            for line in pip.stdout or ():
                if "Retrying" in line and not any("Retrying" in earlier for earlier in lines):
                    print(f"\r{'The network does not answer; trying again …':<78}", flush=True)
                elif shows:
                    print(f"\r  {line.strip()[:76]:<76}", end="", flush=True)
                lines.append(line)
        except BaseException:
            pip.terminate()
            raise
        finally:
            if shows:
                print(f"\r{'':<78}\r", end="", flush=True)
    return None if pip.returncode == 0 else "".join(lines)


def failure_words(said: str, log: Path) -> str:
    """One sentence for what stopped pip; all that it said goes to a file."""
    log.write_text(said, encoding="utf-8")
    if "No space left on device" in said:
        return f"The disk is full: Epochal needs about {ROOM} in {log.parent}; make room and run this again."
    if any(sign in said for sign in NO_NETWORK):
        return (
            "The packages could not be downloaded: connect this computer to the network (pip's own settings for a "
            f"proxy or a mirror are followed) and run this again; what pip said is in {log}."
        )
    errors = [line for line in said.splitlines() if line.startswith("ERROR")]
    reason = errors[-1].removeprefix("ERROR: ") if errors else last_line(said)
    return f"Installing stopped ({reason}): what pip said is in {log}; mend that and run this again."


def sources_hash(root: Path) -> str:
    """The hash of what decides which packages belong here."""
    parts = [(root / name).read_bytes() for name in ("pyproject.toml", "packaging/constraints.txt")]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def package_names(venv: Venv) -> set[str]:
    """The top level of site-packages: another version has another .dist-info, any other name gone is damage."""
    try:
        return {name for name in os.listdir(venv.packages) if name != "__pycache__"}  # noqa: PTH208 (names only)
    except OSError:
        return set()


@contextmanager
def one_at_a_time(file: Path) -> Iterator[None]:
    """Let a second set-up of the same folder wait for the first (Windows: no wait)."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    with file.open("rb") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another set-up of this folder is at work: waiting for it …", flush=True)
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
