"""Finds the system's Chromium for the browser tests, and installs it where this user may."""

from __future__ import annotations

import os
import shutil
import subprocess

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

HOW_TO_GET_IT = (
    "The browser tests need Chromium with fonts for Latin and Arabic. "
    "On Debian or Ubuntu, as root: apt-get update && apt-get install -y chromium fonts-noto-core"
)


def program() -> str | None:
    """The path of the system's Chromium, or None."""
    return next((path for name in PROGRAMS if (path := shutil.which(name))), None)


def install_where_allowed() -> None:
    """As root on a machine with apt: install Chromium and Arabic fonts where one of them is missing."""
    missing = [] if program() else ["chromium"]
    if not has_arabic_font():
        missing.append("fonts-noto-core")
    if not missing or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print(f"Installing for the browser tests: {' '.join(missing)}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing],
    ):
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, check=False)


def has_arabic_font() -> bool:
    """Whether fontconfig knows a font for Arabic; False also where fontconfig itself is missing."""
    lists_fonts = shutil.which("fc-list")
    if lists_fonts is None:
        return False
    fonts = subprocess.run([lists_fonts, ":lang=ar", "family"], capture_output=True, text=True, check=False).stdout
    return bool(fonts.strip())
