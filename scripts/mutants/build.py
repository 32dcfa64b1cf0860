"""One build for many mutants: a copy of the package in which an environment variable selects the mutation."""

import os
import re
import subprocess
from pathlib import Path

from . import copies, entries

SWITCH = """// Written by scripts/run-mutants.
import Foundation

private let chosen = ProcessInfo.processInfo.environment["MUTANT_UNDER_TEST"].flatMap(UInt32.init)

/// Whether this process runs the mutant.
func mutant(_ number: UInt32) -> Bool { number == chosen }
"""


class Failure(Exception):
    pass


class Tests:
    """A built test program and its working directory."""

    def __init__(self, program, folder, suites):
        self.program, self.folder, self.suites = program, folder, suites


def build(root, layer, mutants):
    """Builds the package with all mutants of a layer, and returns its test program."""
    package = root / ".build-mutants" / layer / "package"
    scratch = root / ".build-mutants" / layer / "build"
    copy(root, package, mutants)
    known = entries.suites(root)
    targets = sorted({known[suite].target for mutant in mutants for suite in mutant.suites})
    print(f"Building {len(mutants)} mutants of the layer {layer}, with {' '.join(targets)}", flush=True)
    log = scratch.parent / "build.log"
    environment = {**os.environ, "ALDABA_LAYER": layer, "ALDABA_TESTS": " ".join(targets)}
    command = ["swift", "build", "--build-tests", "--package-path", package, "--scratch-path", scratch]
    with open(log, "w") as output:
        status = subprocess.run(command, env=environment, stdout=output, stderr=subprocess.STDOUT).returncode
    if status != 0:
        errors = sorted({line for line in log.read_text().splitlines() if re.match(r"\S+: error:", line)})
        raise Failure("\n".join(["The build with the mutants failed:", *errors[:20], f"(see {log})"]))
    return Tests(scratch / "debug" / "AldabaPackageTests.xctest", package, known)


def copy(root, package, mutants):
    """Writes the copy of the package with its mutants."""
    wanted = copies.sources(root)
    by_path = {}
    for mutant in mutants:
        by_path.setdefault(Path("Sources") / mutant.path, []).append(mutant)
        wanted[Path("Sources") / mutant.target / "MutantSwitch.swift"] = SWITCH.encode()
    for path, group in by_path.items():
        wanted[path] = mutated(wanted[path].decode(), group).encode()
    # A mutation may leave a value unused. This warning must not fail the build.
    manifest = re.sub(r",?\s*\.treatAllWarnings\(as: \.error\)", "", wanted[Path("Package.swift")].decode())
    wanted[Path("Package.swift")] = manifest.encode()
    copies.write(root, package, wanted)


def mutated(text, mutants):
    """Returns the source with a switch at each place. Places may be nested, and several mutants may share one."""
    by_place = {}
    for mutant in mutants:
        by_place.setdefault((mutant.start, mutant.end), []).append(mutant)
    places = sorted(by_place, key=lambda place: (place[0], -place[1]))

    def render(start, end, inner):
        output, position = [], start
        while inner:
            place = inner.pop(0)
            nested = []
            while inner and inner[0][0] < place[1]:
                nested.append(inner.pop(0))
            if any(other[1] > place[1] for other in nested):
                ids = ", ".join(m.id for m in by_place[place])
                raise Failure(f"{ids}: the place overlaps another place without being nested")
            output += [text[position:place[0]], switch(render(*place, nested), by_place[place])]
            position = place[1]
        return "".join(output) + text[position:end]

    return render(0, len(text), places)


def switch(original, mutants):
    for mutant in mutants:
        if mutant.mutation == entries.REMOVED:
            original = f"if !mutant({mutant.number}) {{ {original} }}"
        else:
            original = f"(mutant({mutant.number}) ? ({mutant.mutation}) : ({original}))"
    return original
