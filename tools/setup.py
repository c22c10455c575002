"""Sets Asylia up in its own folder: the pinned tools in .tools, the pinned libraries in .venv, compiled translations.

Called by run, test and asylia as `setup.py run` or `setup.py test`. Uses the standard library only, since nothing else
is there yet. A second call does nothing when neither the locks nor the interpreter have changed.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
UV = TOOLS / "bin" / "uv"
STAMP = "asylia-stamp"
LOCKS = {"run": ("run", "test"), "test": ("test",)}
"""For each purpose, the locks that serve it: the test lock holds everything that the run lock holds."""


class SetupError(Exception):
    """Setting up cannot go on. The text says what happened and what to do."""


def main(arguments: list[str]) -> int:
    """Set up for `run` or `test`; 0 when all is in place, 2 with one clear message when it is not."""
    purpose = arguments[0] if arguments else ""
    if purpose not in LOCKS:
        print(f"Usage: setup.py {{{'|'.join(LOCKS)}}}", file=sys.stderr)
        return 2
    try:
        if not in_place(purpose):
            with one_at_a_time():
                if not in_place(purpose):
                    install(purpose)
        compile_catalogues()
    except SetupError as error:
        print(f"Asylia could not be set up.\n{error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"Asylia could not be set up.\n{error.filename}: {error.strerror}. {way_out()}", file=sys.stderr)
        return 2
    return 0


def in_place(purpose: str) -> bool:
    """Whether .venv was made from one of the locks that serve this purpose, by this code, and its Python still runs."""
    try:
        stamp = (VENV / STAMP).read_text()
    except OSError:
        return False
    if stamp not in {fingerprint(lock) for lock in LOCKS[purpose]}:
        return False
    return subprocess.run([VENV_PYTHON, "-c", ""], capture_output=True, check=False).returncode == 0


def fingerprint(lock: str) -> str:
    """What a finished .venv depends on: lock, tools, interpreter, place and this file."""
    parts = [
        lock_file(lock).read_bytes(),
        lock_file("tools").read_bytes(),
        Path(__file__).read_bytes(),
        os.fsencode(ROOT),
        os.fsencode(os.path.realpath(sys.executable)),
        sys.version.encode(),
    ]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def lock_file(lock: str) -> Path:
    return ROOT / "requirements" / f"{lock}.txt"


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let a second run or test wait until the first has finished setting up."""
    refuse_foreign(VENV)
    refuse_foreign(TOOLS)
    TOOLS.mkdir(exist_ok=True)
    with (TOOLS / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def install(purpose: str) -> None:
    """Make .venv hold exactly what the lock names, each file checked against its hash."""
    say(f"Setting up in {ROOT} (the first time takes about a minute)")
    (VENV / STAMP).unlink(missing_ok=True)
    install_uv()
    lock = LOCKS[purpose][0]
    if not venv_fits():
        say("Making the environment in .venv")
        uv("venv", "--quiet", "--clear", "--python", sys.executable, str(VENV))
    say(f"Installing the libraries of requirements/{lock}.txt")
    uv("pip", "sync", "--quiet", "--require-hashes", "--python", str(VENV_PYTHON), str(lock_file(lock)))
    (site_packages() / "asylia.pth").write_text(f"{ROOT / 'src'}\n")
    (VENV / STAMP).write_text(fingerprint(lock))
    say("Ready")


def install_uv() -> None:
    """Put the pinned uv into .tools with pip, or with the pip of a fresh environment where Python comes without one."""
    wanted = hashlib.sha256(lock_file("tools").read_bytes()).hexdigest()
    stamp = TOOLS / STAMP
    if UV.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    say("Fetching the installer (uv)")
    for old in TOOLS.iterdir():
        if old.name != "lock":
            shutil.rmtree(old) if old.is_dir() else old.unlink()
    command = [*pip_command(), "install", "--quiet", "--target", str(TOOLS), "--no-deps", "--only-binary", ":all:"]
    call([*command, "--require-hashes", "-r", str(lock_file("tools"))], "Its installer could not be fetched.")
    stamp.write_text(wanted)


def pip_command() -> list[str]:
    """The command that runs pip: the interpreter's own, else that of a fresh environment under .tools."""
    own = [sys.executable, "-m", "pip"]
    if subprocess.run([*own, "--version"], capture_output=True, check=False).returncode == 0:
        return own
    seed = TOOLS / "seed"
    made = subprocess.run([sys.executable, "-m", "venv", str(seed)], capture_output=True, check=False)
    if made.returncode != 0:
        raise SetupError(
            f"{sys.executable} has neither pip nor venv. Install one of them "
            "(on Debian or Ubuntu: apt-get install python3-venv) and try again."
        )
    return [str(seed / "bin" / "python"), "-m", "pip"]


def venv_fits() -> bool:
    """Whether .venv can be kept: its Python runs and is the interpreter that runs this file."""
    asks = [str(VENV_PYTHON), "-c", "import os, sys; print(os.path.realpath(sys.executable), sys.version)"]
    try:
        answer = subprocess.run(asks, capture_output=True, text=True, check=False)
    except OSError:
        return False
    return answer.stdout.strip() == f"{os.path.realpath(sys.executable)} {sys.version}".strip()


def site_packages() -> Path:
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    return VENV / "lib" / version / "site-packages"


def uv(*arguments: str) -> None:
    call([str(UV), *arguments], "The libraries could not be installed.")


def call(command: list[str], failure: str) -> None:
    """Run an installer, its own words shown; raises SetupError when it fails."""
    if subprocess.run(command, env=installer_environment(), check=False).returncode != 0:
        raise SetupError(
            f"{failure} The lines above say why. Without a network, connect and try again; behind a mirror, "
            "set PIP_INDEX_URL and UV_DEFAULT_INDEX to it."
        )


def installer_environment() -> dict[str, str]:
    """The environment for pip and uv: no other Python fetched, no setting of the user's that would divert."""
    changed = {
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_ROOT_USER_ACTION": "ignore",
        "PIP_USER": "0",
        "PIP_REQUIRE_VIRTUALENV": "0",
        "UV_PYTHON_DOWNLOADS": "never",
        "UV_HTTP_TIMEOUT": "180",
    }
    if has_system_certificates():
        # Networks that open and reseal TLS put their own certificate there, and uv would not look.
        changed["UV_SYSTEM_CERTS"] = "1"
    if not home_is_writable():
        changed |= {"UV_CACHE_DIR": str(ROOT / ".cache" / "uv"), "PIP_NO_CACHE_DIR": "1"}
    return {**os.environ, **changed}


def has_system_certificates() -> bool:
    """Whether this machine keeps certificates of its own; a bare container may have none."""
    places = ssl.get_default_verify_paths()
    return bool(places.cafile) or bool(places.capath and any(Path(places.capath).iterdir()))


def home_is_writable() -> bool:
    try:
        home = Path.home()
    except RuntimeError:
        return False
    return home.is_dir() and os.access(home, os.W_OK)


def refuse_foreign(folder: Path) -> None:
    """Raise SetupError when another user made the folder: changing it would leave files that neither can mend."""
    if folder.exists() and folder.stat().st_uid != os.geteuid():
        raise SetupError(f"{folder} was made by another user and does not fit you. {way_out()}")


def way_out() -> str:
    """How to go on where files belong to someone else."""
    if os.access(ROOT, os.W_OK):
        return f"Remove what was made, and try again: rm -rf '{VENV}' '{TOOLS}' (with sudo where you may not)."
    return "Clone Asylia into a folder of your own, and run it there."


def compile_catalogues() -> None:
    """Compile each .po that is newer than its .mo (the desk reads .mo only)."""
    stale = [
        po
        for po in ROOT.glob("src/asylia/*/locale/*/LC_MESSAGES/*.po")
        if not (mo := po.with_suffix(".mo")).exists() or mo.stat().st_mtime < po.stat().st_mtime
    ]
    if stale:
        command = [str(VENV_PYTHON), str(ROOT / "tools" / "catalogues.py"), *map(str, stale)]
        if subprocess.run(command, check=False).returncode != 0:
            raise SetupError("A translation could not be compiled. The lines above say which, and where.")


def say(text: str) -> None:
    print(f"  {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
