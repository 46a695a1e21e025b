"""The house rules: each a function from source texts to the faults it finds, so that a test can see it fail.

Sources are given as texts by their path from the root of the project, such as ``geodata/query.py``.
"""

import ast
import graphlib
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROJECT = ("geodata", "mapapp")
MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 50

Sources = Mapping[str, str]
Function = ast.FunctionDef | ast.AsyncFunctionDef


def repository_files() -> list[str]:
    """Paths of all files that belong to the project, as version control knows them."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return sorted(path for path in listed.splitlines() if (ROOT / path).is_file())


def sources(folders: Iterable[str], endings: Iterable[str] = (".py",)) -> dict[str, str]:
    """Texts of the project's own files in these folders; what a build made is not the project's own."""
    inside, ends = tuple(f"{folder}/" for folder in folders), tuple(endings)
    return {
        path: (ROOT / path).read_text("utf-8")
        for path in repository_files()
        if path.startswith(inside) and path.endswith(ends) and "/dist/" not in path
    }


def module_name(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imports(tree: ast.AST, modules: Iterable[str] = ()) -> Iterator[str]:
    """Names of the modules that a module imports, anywhere in it but for type checking alone."""
    known = set(modules)
    for node in _run_nodes(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            parts = {f"{node.module}.{alias.name}" for alias in node.names}
            yield from parts & known
            if parts - known:
                yield node.module


def _run_nodes(tree: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        yield child
        yield from _run_nodes(child)


def import_circle(texts: Sources) -> list[str]:
    """One circle of modules that import each other; an empty list where there is none."""
    trees = {module_name(path): ast.parse(text) for path, text in texts.items()}
    graph = {
        name: {other for other in imports(tree, trees) if other in trees} for name, tree in trees.items()
    }
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        return list(error.args[1])
    return []


def trespassers(texts: Sources, forbidden: Iterable[str], *, allowed: Iterable[str] = ()) -> list[str]:
    """Files that import one of the forbidden packages and do not lie at an allowed path."""
    rooms = tuple(allowed)
    return [
        f"{path} imports {name}"
        for path, text in texts.items()
        if not (rooms and path.startswith(rooms))
        for name in imports(ast.parse(text))
        if name.split(".")[0] in forbidden
    ]


def long_files(texts: Sources) -> list[str]:
    return [
        f"{path} has {lines} lines"
        for path, text in texts.items()
        if (lines := text.count("\n")) > MAX_FILE_LINES
    ]


def functions(tree: ast.AST, *, public: bool = True) -> Iterator[tuple[str, Function]]:
    """Functions and methods with their names; public ones stand in no function and have no underscore."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.ClassDef):
            if not (public and node.name.startswith("_")):
                yield from ((f"{node.name}.{name}", one) for name, one in functions(node, public=public))
        elif isinstance(node, Function):
            if not (public and node.name.startswith("_")):
                yield node.name, node
            if not public:
                yield from functions(node, public=False)
        elif not public or isinstance(node, ast.If | ast.Try | ast.With):
            yield from functions(node, public=public)


def long_functions(texts: Sources) -> list[str]:
    """Functions that are too long, their docstrings left out."""
    found = []
    for path, text in texts.items():
        for name, function in functions(ast.parse(text), public=False):
            lines = (function.end_lineno or 0) - function.lineno + 1 - _docstring_lines(function)
            if lines > MAX_FUNCTION_LINES:
                found.append(f"{path}: {name} has {lines} lines")
    return found


def _docstring_lines(function: Function) -> int:
    first = function.body[0]
    return (first.end_lineno or 0) - first.lineno + 1 if ast.get_docstring(function) else 0


def undocumented_raises(texts: Sources) -> list[str]:
    """Public functions that raise an error of their own without a section that says when."""
    return [
        f"{path}: {name}"
        for path, text in texts.items()
        for name, function in functions(ast.parse(text))
        if _raises(function)
        and not re.search(r"^Raises\n-+$", ast.get_docstring(function) or "", re.MULTILINE)
    ]


def _raises(node: ast.AST) -> bool:
    """Whether a function raises by itself: not what it only passes on, not what a function in it raises."""
    return any(
        (isinstance(child, ast.Raise) and child.exc is not None)
        or (not isinstance(child, Function | ast.Lambda | ast.ClassDef) and _raises(child))
        for child in ast.iter_child_nodes(node)
    )


def without_docstring(texts: Sources) -> list[str]:
    return [path for path, text in texts.items() if not ast.get_docstring(ast.parse(text))]


def mentions(texts: Sources, words: Iterable[str]) -> list[str]:
    return [f"{path} names {word}" for path, text in texts.items() for word in words if word in text]


def recorded_addresses(texts: Sources) -> list[str]:
    """Lines of lock files that say where a package was downloaded from."""
    pattern = re.compile(r'"resolved"\s*:|--(extra-)?index-url|--find-links|@ \S+://')
    return [
        f"{path}: {line.strip()}"
        for path, text in texts.items()
        for line in text.splitlines()
        if pattern.search(line)
    ]


def unreasoned_ignores(text: str) -> list[str]:
    """Lines of the project file that switch a rule off without a comment beside it."""
    sections = re.findall(
        r"^ignore = \[\n(.*?)^\]|^\[tool\.ruff\.lint\.per-file-ignores\]\n(.*?)(?=^\[|\Z)",
        text,
        re.MULTILINE | re.DOTALL,
    )
    lines = [line.strip() for section in sections for part in section for line in part.splitlines()]
    return [line for line in lines if line and not re.search(r"#\s*\w", line)]


def unreasoned_markers(texts: Sources) -> list[str]:
    """Lines that silence a rule in place without words that say why."""
    pattern = re.compile(r"#\s*(noqa: [A-Z0-9, ]+|type: ignore\S*)(.*)$")
    return [
        f"{path}: {line.strip()}"
        for path, text in texts.items()
        for line in text.splitlines()
        if (match := pattern.search(line)) and not re.search(r"\w{2}", match[2])
    ]
