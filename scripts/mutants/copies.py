"""Copies of the package with changed sources, for builds that the sources themselves know nothing of."""

import subprocess
from pathlib import Path


def sources(root):
    """The files of the package, by path: what git knows or would add, and the resolved versions of the dependencies."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=root, capture_output=True, check=True)
    names = [name for name in listed.stdout.decode().split("\0") if name] + ["Package.resolved"]
    return {Path(name): (root / name).read_bytes() for name in names if (root / name).is_file()}


def write(root, package, wanted):
    """Brings a copy up to date. A file that stays the same is not written, so only changes are built."""
    for path, content in wanted.items():
        file = package / path
        if not file.exists() or file.read_bytes() != content:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
            file.chmod((root / path).stat().st_mode & 0o777 if (root / path).exists() else 0o644)
    for file in [f for f in package.rglob("*") if f.is_file()]:
        if file.relative_to(package) not in wanted:
            file.unlink()
