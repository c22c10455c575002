"""Small changes of the code that decides who sees what: each a mistake that somebody could make, made on purpose.

A mutant changes the code of one function, or one constant, of a module that is loaded already, and takes it back.
"""

from __future__ import annotations

import ast
import copy
import importlib
import inspect
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import CodeType, FunctionType, ModuleType
from typing import Any

KERNEL = (
    "access.policy",
    "access.policy_begin",
    "access.policy_break_glass",
    "access.policy_question",
    "access.policy_roles",
    "access.policy_rules",
    "access.policy_share",
    "access.policy_standing",
    "access.policy_walls",
    "access.origin_block",
    "access.vault",
    "access.vault_secret",
    "access.keyring",
    "access.keyring_agency",
    "access.keyring_drawer",
    "access.keyring_pair",
    "access.keyring_user",
    "access.custodians",
    "access.custodians_paper",
    "audit.chain",
    "audit.checkpoint",
)
"""The policy, sharing and consent, the glue around the ciphers, the custodians, and the chain of the log."""

COMPARED: Mapping[type, type] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
COUNTED: Mapping[type, type] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Mod: ast.FloorDiv,
    ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr, ast.BitXor: ast.BitOr, ast.LShift: ast.RShift, ast.RShift: ast.LShift,
}  # fmt: skip
NAMES = {"any": "all", "all": "any", "max": "min", "min": "max"}


@dataclass(frozen=True)
class Mutant:
    """name: where, and what was made of what. function: its qualified name, "" for a constant of the module.

    place, number: which statement of the module, and which of its changes.
    """

    name: str
    module: str
    function: str
    place: tuple[int, ...]
    number: int

    def make(self) -> None:
        """Change the code that is loaded. For a process that ends with it: there is no way back."""
        module = importlib.import_module(self.module)
        tree = ast.parse(source_of(self.module))
        change(reached(tree, self.place), self.number)
        ast.fix_missing_locations(tree)
        if self.function:
            compiled = compile(tree, inspect.getfile(module), "exec", dont_inherit=True)
            found(module, self.function).__code__ = code_of(compiled, self.function)
        else:
            renew(module, tree)


@cache
def source_of(module: str) -> str:
    """Read once: whoever edits the file while mutants run would shift them into other functions."""
    return inspect.getsource(importlib.import_module(module))


def mutants() -> list[Mutant]:
    """All of them, always in the same order."""
    return [mutant for name in KERNEL for mutant in mutants_of(f"asylia.{name}")]


def mutants_of(module: str) -> Iterator[Mutant]:
    tree = ast.parse(source_of(module))
    seen: Counter[str] = Counter()
    for place, function, within in places(tree):
        for number, (said, _) in enumerate(changes(within)):
            name = f"{'.'.join(filter(None, (module.removeprefix('asylia.'), function)))}: {said}"
            seen[name] += 1
            yield Mutant(name if seen[name] == 1 else f"{name} ({seen[name]})", module, function, place, number)


def places(tree: ast.Module) -> Iterator[tuple[tuple[int, ...], str, ast.stmt]]:
    """Every function, and every constant, by the way to it through the bodies of module and classes."""
    for at, statement in enumerate(tree.body):
        if isinstance(statement, ast.FunctionDef):
            yield (at,), statement.name, statement
        elif isinstance(statement, ast.ClassDef):
            for inner, part in enumerate(statement.body):
                if isinstance(part, ast.FunctionDef) and part.name not in ("__repr__", "__str__"):
                    yield (at, inner), f"{statement.name}.{part.name}", part
        elif isinstance(statement, ast.Assign) and constant_name(statement):
            yield (at,), "", statement


def constant_name(statement: ast.Assign) -> str:
    target = statement.targets[0]
    return target.id if isinstance(target, ast.Name) and target.id.isupper() else ""


def reached(tree: ast.Module, place: tuple[int, ...]) -> ast.stmt:
    found: Any = tree
    for at in place:
        found = found.body[at]
    assert isinstance(found, ast.stmt)
    return found


Change = tuple[str, Callable[[], None]]


def change(within: ast.stmt, number: int) -> None:
    """Make the change of this number in place."""
    for at, (_, make) in enumerate(changes(within)):
        if at == number:
            make()
            return
    raise AssertionError("no such change")


def changes(within: ast.stmt) -> Iterator[Change]:
    """Everything that can be changed in a function or a constant. Nothing is changed before it is asked for."""
    body = within.body if isinstance(within, ast.FunctionDef) else [within]
    for statement in body:
        for node, keep in below(statement):
            yield from changes_of(node, keep)


def below(node: ast.AST, *, words: bool = True) -> Iterator[tuple[ast.AST, bool]]:
    """The nodes of the code, each with whether its texts matter: those of errors and of sentences do not."""
    words = words and not isinstance(node, ast.Raise)
    yield node, words
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.arguments | ast.JoinedStr) or child is getattr(node, "annotation", None):
            continue
        if isinstance(node, ast.Expr) and isinstance(child, ast.Constant):
            continue
        yield from below(child, words=words)


def changes_of(node: ast.AST, words: bool) -> Iterator[Change]:
    if isinstance(node, ast.Compare):
        for at, operator in enumerate(node.ops):
            yield _set(node, node.ops, at, COMPARED[type(operator)]())
    elif isinstance(node, ast.BoolOp):
        other: ast.boolop = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield _become(node, "op", other, f"{type(other).__name__} before {ast.unparse(node.values[-1])[:90]}")
        for at in range(len(node.values)):
            rest = node.values[:at] + node.values[at + 1 :]
            # One part alone is written twice, as `x and x`: a node of two parts has to stay one.
            said = f"without {ast.unparse(node.values[at])[:100]}"
            yield _become(node, "values", rest if len(rest) > 1 else rest * 2, said)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield _become(node, "operand", ast.UnaryOp(ast.Not(), node.operand))
    elif isinstance(node, ast.BinOp) and type(node.op) in COUNTED:
        yield _become(node, "op", COUNTED[type(node.op)]())
    elif isinstance(node, ast.Constant):
        yield from _constant(node, words)
    elif isinstance(node, ast.Name) and node.id in NAMES and isinstance(node.ctx, ast.Load):
        yield _become(node, "id", NAMES[node.id])
    elif isinstance(node, ast.comprehension) and node.ifs:
        yield _become(node, "ifs", [], f"no condition on {ast.unparse(node.target)}")
    elif isinstance(node, ast.Return) and node.value is not None and not isinstance(node.value, ast.Constant):
        yield _become(node, "value", ast.Constant(None))
    elif isinstance(node, ast.Set) and len(node.elts) > 1:
        for at in range(len(node.elts)):
            yield _become(node, "elts", node.elts[:at] + node.elts[at + 1 :])
    yield from _condition(node)
    yield from _left_out(node)


def _constant(node: ast.Constant, words: bool) -> Iterator[Change]:
    value = node.value
    if isinstance(value, bool):
        yield _become(node, "value", not value)
    elif isinstance(value, int):
        yield _become(node, "value", value + 1)
    elif isinstance(value, bytes):
        yield _become(node, "value", value + b"x" if not value else bytes([value[0] ^ 1]) + value[1:])
    elif isinstance(value, str) and words:
        yield _become(node, "value", value + "x")


def _condition(node: ast.AST) -> Iterator[Change]:
    """A condition that is neither a comparison nor a `not`, turned round."""
    if isinstance(node, ast.If | ast.IfExp | ast.While) and isinstance(node.test, ast.Name | ast.Call | ast.Attribute):
        yield _become(node, "test", ast.UnaryOp(ast.Not(), node.test), f"not {ast.unparse(node.test)}")


def _left_out(node: ast.AST) -> Iterator[Change]:
    """A statement left out: a call that only does something, a refusal, an assignment to a part."""
    for name in ("body", "orelse", "finalbody"):
        block = getattr(node, name, None)
        if isinstance(block, list):
            for at, statement in enumerate(block):
                if _only_does(statement):
                    yield _set(statement, block, at, ast.Pass(), f"without {ast.unparse(statement)[:90]}")


def _only_does(statement: ast.AST) -> bool:
    if isinstance(statement, ast.Expr):
        return isinstance(statement.value, ast.Call)
    return isinstance(statement, ast.Raise | ast.AugAssign | ast.Delete)


def _set(node: ast.AST, among: list[Any], at: int, new: ast.AST, said: str = "") -> Change:
    before = ast.unparse(node) if not said else ""

    def make() -> None:
        among[at] = new

    return said or f"{before[:100]}, {type(new).__name__} at {at}", make


def _become(node: ast.AST, name: str, new: Any, said: str = "") -> Change:
    """The change of one part of a node, told by how the node reads before and after."""
    before, trial = ast.unparse(node), copy.deepcopy(node)
    setattr(trial, name, new)
    told = said or f"{before[:100]} -> {ast.unparse(trial)[:100]}"

    def make() -> None:
        setattr(node, name, new)

    return told, make


def found(module: ModuleType, qualified: str) -> FunctionType:
    """The function object under all its decorations."""
    here: Any = module
    for part in qualified.split("."):
        here = inspect.getattr_static(here, part)
    here = getattr(here, "fget", None) or getattr(here, "func", None) or getattr(here, "__func__", None) or here
    while hasattr(here, "__wrapped__"):
        here = here.__wrapped__
    assert isinstance(here, FunctionType), qualified
    return here


def code_of(code: CodeType, qualified: str) -> CodeType:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            if constant.co_qualname == qualified:
                return constant
            if qualified.startswith(f"{constant.co_qualname}."):
                return code_of(constant, qualified)
    raise AssertionError(f"{qualified} was compiled away")


def renew(module: ModuleType, changed: ast.Module) -> None:
    """Give the constants of a changed module to every module that took them from there."""
    for statement in changed.body:
        if not isinstance(statement, ast.Assign) or not constant_name(statement):
            continue
        name = constant_name(statement)
        before = vars(module)[name]
        value = eval(compile(ast.Expression(statement.value), name, "eval"), dict(vars(module)))
        if type(value) is type(before) and value != before:
            for other in list(sys.modules.values()):
                if getattr(other, "__name__", "").startswith(("asylia.", "tests.")) and vars(other).get(name) is before:
                    setattr(other, name, value)
