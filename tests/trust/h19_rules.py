"""H19: rules of our own about the source itself: where data is touched, and where it may not go."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import PurePosixPath

from tests.trust.frame import Fault, Red
from tests.trust.servers import ROOT, folder

source = ROOT / "src" / "asylia"
"""The folder that is read; faults set another for the length of a run."""

Lines = Iterator[int]
Rule = Callable[[ast.Module], Lines]

ROOMS = ("record", "access", "audit", "casework")
"""Where rows of a case may be read and written."""

SQL = re.compile(
    r"\s*(SELECT|INSERT|UPDATE|DELETE|ALTER|CREATE|DROP|GRANT|REVOKE|TRUNCATE|COPY|WITH|EXPLAIN|LOCK)\s[^.!?]*$",
    re.DOTALL,
)
LOGS = frozenset({"debug", "info", "warning", "error", "critical", "exception", "log"})
WRITES = frozenset({"save", "bulk_create", "bulk_update", "get_or_create", "update_or_create"})
MANAGERS = frozenset({"objects", "_default_manager", "_base_manager"})
RAW = frozenset({"execute", "executemany", "raw", "extra", "RawSQL", "cursor", "copy"})
PERSONAL = frozenset(
    {"name", "names", "phone", "contact", "content", "narrative", "value", "passphrase", "email", "username", "address"}
)


def case_models() -> frozenset[str]:
    """The tables of the record, by the names of their classes."""
    tree = ast.parse((ROOT / "src/asylia/record/models.py").read_text())
    bases = {
        node.name: {ast.unparse(base) for base in node.bases} for node in tree.body if isinstance(node, ast.ClassDef)
    }
    of_case = {"Case", "Access", "OfCase", "OfLaw"}
    return frozenset(of_case | {name for name, found in bases.items() if found & of_case})


def calls(tree: ast.Module) -> Iterator[tuple[ast.Call, str, str]]:
    """Every call with the name of what is called, and of what it is called on."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node, node.func.attr, ast.unparse(node.func.value)
            elif isinstance(node.func, ast.Name):
                yield node, node.func.id, ""


def logs_something(tree: ast.Module) -> Lines:
    """A log line says fixed words only: codes and counts may follow, no object and no text made from one."""
    for call, name, on in calls(tree):
        if name in LOGS and re.fullmatch(r"(.*\.)?(log|logger|logging|_log)", on) and _is_log(tree, on):
            words, *more = call.args or [ast.Constant(None)]
            if not isinstance(words, ast.Constant) or any(not isinstance(part, ast.Constant) for part in more):
                yield call.lineno


def _is_log(tree: ast.Module, on: str) -> bool:
    """Whether a name is a logger of `logging`, and not the agency's own log."""
    made = {
        ast.unparse(node.targets[0])
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and "getLogger" in ast.unparse(node.value)
    }
    return on == "logging" or on in made


def asks_in_sql(tree: ast.Module) -> Lines:
    """SQL is sent to the database in the few places that are named, and nowhere else."""
    for call, name, on in calls(tree):
        if name in RAW and (name not in ("copy", "execute") or on not in ("", "copy", "shutil")):
            if name == "copy" and "cursor" not in on:
                continue
            yield call.lineno


def writes_sql_with_values(tree: ast.Module) -> Lines:
    """No text of SQL is put together from pieces; values travel beside it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and node.values and isinstance(node.values[0], ast.Constant):
            if SQL.match(str(node.values[0].value)) and len(node.values) > 1:
                yield node.lineno
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod) and _is_sql(node.left):
            yield node.lineno
    for call, name, _ in calls(tree):
        if name == "format" and isinstance(call.func, ast.Attribute) and _is_sql(call.func.value):
            yield call.lineno


def _is_sql(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(SQL.match(node.value))


def reads_rows(tree: ast.Module) -> Lines:
    """Rows of a case are read through the window, never by their managers."""
    tables = case_models()
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Attribute)
            and node.attr in MANAGERS
            and ast.unparse(node.value).split(".")[-1] in tables
        ):
            yield node.lineno


def writes_rows(tree: ast.Module) -> Lines:
    """Rows of a case are written through the one door."""
    tables = case_models()
    for call, name, on in calls(tree):
        of_table = any(part in tables for part in on.split("."))
        if (name in WRITES and (of_table or name != "save")) or (name in ("create", "delete", "update") and of_table):
            yield call.lineno


def prints_what_is_personal(tree: ast.Module) -> Lines:
    """What is printed is no part of a row: whoever reads the terminal need not be allowed to."""
    if not knows_rows(tree):
        return
    for call, name, _ in calls(tree):
        parts = ast.walk(call) if name == "print" else ()
        if any(isinstance(part, ast.Attribute) and part.attr in PERSONAL for part in parts):
            yield call.lineno


def knows_rows(tree: ast.Module) -> bool:
    """Whether this module imports a table of the record."""
    tables = case_models()
    return any(
        isinstance(node, ast.ImportFrom) and (node.module or "").startswith("asylia.record")
        and {alias.name for alias in node.names} & tables
        for node in ast.walk(tree)
    )  # fmt: skip


def traces_to_a_place(tree: ast.Module) -> Lines:
    """What looks for family members knows nothing of where anyone is (R53)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            named = [getattr(node, "module", None) or "", *(alias.name for alias in node.names)]
            if any(re.search(r"location|shelter|safe_contact", name) for name in named):
                yield node.lineno


RULES: Mapping[str, Rule] = {
    "a log line says fixed words only": logs_something,
    "SQL in the named places only": asks_in_sql,
    "no SQL put together from pieces": writes_sql_with_values,
    "rows of a case are read in their rooms only": reads_rows,
    "rows of a case are written in their rooms only": writes_rows,
    "nothing personal is printed": prints_what_is_personal,
    "tracing knows no place": traces_to_a_place,
}

NAMED: Mapping[str, Mapping[str, str]] = {
    "SQL in the named places only": {
        "record/rows.py": "says who acts",
        "record/cases.py": "calls the functions of the walls",
        "record/deletion.py": "calls the function that deletes for good",
        "record/deletion_reach.py": "lays policies on new tables",
        "record/together.py": "reads several tables in one statement",
        "record/retention.py": "calls the functions that find what is due",
        "audit/log.py": "takes the place at the end of a chain",
        "access/*.py": "founds agencies and ends sessions past the walls, by functions of the owner",
        "casework/door.py": "takes a case for one writer at a time",
        "casework/actions/danger.py": "calls the function that tells data protection",
        "server/*.py": "looks at the database as a whole: settings, walls, backup and restore",
    },
    "no SQL put together from pieces": {
        "record/together.py": "made of names of our own tables and conditions of our own",
        "record/walls.py": "made of names of our own tables, run in migrations",
        "record/deletion_reach.py": "made of names of our own tables",
        "audit/storage.py": "made of names of our own tables, run in migrations",
        "server/roles.py": "made of the three roles and passwords that Asylia made",
        "server/*.py": "made of names of tables and settings",
    },
}
"""Where a rule does not hold, and why. Migrations are left out of every rule: they are SQL."""

ONLY_FOR: Mapping[str, Callable[[PurePosixPath], bool]] = {
    "rows of a case are read in their rooms only": lambda path: path.parts[0] not in ROOMS,
    "rows of a case are written in their rooms only": lambda path: path.parts[0] not in ROOMS,
    "tracing knows no place": lambda path: "tracing" in path.stem,
}


def files() -> Iterator[tuple[PurePosixPath, ast.Module]]:
    for path in sorted(source.rglob("*.py")):
        if "migrations" not in path.parts:
            yield PurePosixPath(path.relative_to(source)), ast.parse(path.read_text())


def broken() -> Iterator[str]:
    """Where a rule is broken, as rule, file and line."""
    for path, tree in files():
        for name, rule in RULES.items():
            named = any(path.match(place) for place in NAMED.get(name, ()))
            if not named and (name not in ONLY_FOR or ONLY_FOR[name](path)):
                yield from (f"{name}: {path}:{line}" for line in rule(tree))


def kept() -> int:
    """How many files were held against every rule. Raises Red naming where one is broken."""
    found = list(broken())
    if found:
        raise Red("; ".join(found))
    return sum(1 for _ in files())


def unused_names() -> list[str]:
    """Named places where the rule would hold anyway: whoever mends one takes its name away."""
    trees = dict(files())
    return [
        f"{name}: {place}"
        for name, places in NAMED.items()
        for place in places
        if not any(list(RULES[name](tree)) for path, tree in trees.items() if path.match(place))
    ]


@contextmanager
def with_file(path: str, text: str) -> Iterator[None]:
    """The source with one more file in it."""
    global source
    before = source
    with folder() as outside:
        for old in before.rglob("*.py"):
            if "migrations" not in old.parts and old.parts[len(before.parts)] in (*ROOMS, path.split("/")[0]):
                new = outside / old.relative_to(before)
                new.parent.mkdir(parents=True, exist_ok=True)
                new.write_text(old.read_text())
        (outside / path).write_text(text)
        source = outside
        try:
            yield
        finally:
            source = before


def _fault(path: str, text: str) -> Fault:
    return Fault(lambda: with_file(path, text), kept)


FAULTS = {
    "a case is written into the log": _fault(
        "pages/extra.py", "import logging\nlog = logging.getLogger('x')\ndef view(case):\n    log.info('%s', case)\n"
    ),
    "a page asks the database in SQL": _fault("pages/extra.py", "def view(cursor):\n    cursor.execute('SELECT 1')\n"),
    "a value is put into SQL": _fault(
        "access/extra.py", "def find(cursor, name):\n    cursor.execute(f\"SELECT id FROM t WHERE n = '{name}'\")\n"
    ),
    "a page reads the facts by itself": _fault(
        "pages/extra.py", "from asylia.record.models import Fact\ndef view():\n    return Fact.objects.all()\n"
    ),
    "the API writes by itself": _fault(
        "api/extra.py", "from asylia.record.models import Task\ndef done(task):\n    Task.objects.create(case=task)\n"
    ),
    "a command prints a name": _fault(
        "server/extra.py", "from asylia.record.models import Person\ndef show(person):\n    print(person.names)\n"
    ),
    "tracing learns where someone is": _fault(
        "access/tracing.py", "from asylia.access.safe_contact import shown\n"
    ),
}  # fmt: skip
