"""Copies of the package with changed sources, for special builds."""

import subprocess
from pathlib import Path


def sources(root):
    """Returns the files of the package, by path: those that git tracks or would add, and Package.resolved."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=root, capture_output=True, check=True)
    names = [name for name in listed.stdout.decode().split("\0") if name] + ["Package.resolved"]
    return {Path(name): (root / name).read_bytes() for name in names if (root / name).is_file()}


def write(root, package, wanted):
    """Updates a copy. Does not write unchanged files, so that only changes are built."""
    for path, content in wanted.items():
        file = package / path
        if not file.exists() or file.read_bytes() != content:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
            file.chmod((root / path).stat().st_mode & 0o777 if (root / path).exists() else 0o644)
    for file in [f for f in package.rglob("*") if f.is_file()]:
        if file.relative_to(package) not in wanted:
            file.unlink()
