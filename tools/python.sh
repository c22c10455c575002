# Finds a Python 3.11 or newer that this user can run. Sourced by run, test, asylia and tools/lock.

unset PYTHONPATH PYTHONHOME

usable_python() {
    for candidate in python3 python3.14 python3.13 python3.12 python3.11 /usr/bin/python3 /usr/local/bin/python3; do
        found=$(command -v "$candidate" 2>/dev/null) || continue
        if "$found" -c 'import sys, ssl, zlib; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            printf '%s\n' "$found"
            return 0
        fi
    done
    return 1
}

if ! PYTHON=$(usable_python); then
    echo "Asylia needs Python 3.11 or newer, and none that works was found on this machine." >&2
    echo "Install it (on Debian or Ubuntu: apt-get install python3 python3-venv) and try again." >&2
    exit 2
fi
