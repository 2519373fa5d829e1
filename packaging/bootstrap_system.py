"""The computer around Epochal: system packages and who may install them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import cache


class SetupError(Exception):
    """What stopped the set-up, in one sentence that says what to do."""


def install_packages(packages: Sequence[str], reason: str) -> None:
    """Install Debian packages when this person may; otherwise raise SetupError with the one command to type."""
    typed = "sudo apt-get install -y " + " ".join(packages)
    if shutil.which("apt-get") is None:
        raise SetupError(
            f"{reason}: install what Debian calls {', '.join(packages)} with your system's tools, then run this again."
        )
    prefix = root_prefix()
    if prefix is None:
        raise SetupError(f"{reason}: type `{typed}`, then run this again.")
    print(f"{reason}: installing {', '.join(packages)} …", flush=True)
    refresh_package_lists(prefix)
    done = apt_get(prefix, "install", "-y", "--no-install-recommends", *packages)
    if done.returncode != 0:
        said = last_line(done.stdout)
        raise SetupError(f"{reason}, and installing it failed ({said}): type `{typed}`, then run this again.")


@cache
def root_prefix() -> tuple[str, ...] | None:
    """What to put before a command that needs the administrator: nothing, sudo, or None when it isn't allowed."""
    if sys.platform == "win32":
        return None
    if os.geteuid() == 0:
        return ()
    if shutil.which("sudo") is None:
        return None
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, stdin=subprocess.DEVNULL, check=False)
    return ("sudo", "-n") if asked.returncode == 0 else None


@cache
def refresh_package_lists(prefix: tuple[str, ...]) -> None:
    """`apt-get update`, once: a new machine has no lists. Without network the install itself will tell."""
    apt_get(prefix, "update")


def apt_get(prefix: tuple[str, ...], *arguments: str) -> subprocess.CompletedProcess[str]:
    """apt-get without questions; both of its outputs together."""
    command = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", *arguments]
    return subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )


def last_line(text: str) -> str:
    """The last line that says something."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1].rstrip(".") if lines else "it said nothing"
