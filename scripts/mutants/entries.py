"""The list of mutations: reads Tests/Mutants/*.tsv and finds the place of each entry."""

import hashlib
import re
import zlib
from dataclasses import dataclass, field
from pathlib import Path

LAYERS = ["core", "storage", "all"]
CORE = ["Octets", "XML", "XMLSecurity", "SAML", "Secrets", "Certificates", "Citizens", "Federation"]
STORAGE = ["Storage", "Broker", "Pages", "Telemetry"]
REMOVED = "-"
IN_LITERAL = '"""'


def layer_of(target):
    """Returns the smallest layer that contains a target or the tests of a target."""
    name = target.removesuffix("Tests")
    return "core" if name in CORE else "storage" if name in STORAGE else "all"


@dataclass
class Mutant:
    id: str
    path: str
    original: str
    mutation: str
    suites: list
    line: str
    layer: str = "core"
    start: int = 0
    end: int = 0
    fingerprint: str = ""

    @property
    def target(self):
        return self.path.split("/")[0]

    @property
    def number(self):
        """The value of the environment variable MUTANT_UNDER_TEST that selects the mutant."""
        return zlib.crc32(self.id.encode())

    def is_part(self, part):
        return part in (self.id, self.target, self.layer) or part in "Sources/" + self.path or (
            self.id.startswith(part + "-"))


@dataclass
class Listing:
    mutants: list = field(default_factory=list)
    faults: list = field(default_factory=list)


def read(root):
    """Reads all entries. `faults` has one line for each fault in the list."""
    listing = Listing()
    known = suites(root)
    for file in sorted((root / "Tests" / "Mutants").glob("*.tsv")):
        for number, line in enumerate(file.read_text().splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                try:
                    listing.mutants.append(entry(root, line, known))
                except ValueError as fault:
                    listing.faults.append(f"{file.relative_to(root)}:{number}: {fault}")
    for key in ("id", "number"):
        seen = set()
        for mutant in listing.mutants:
            value = getattr(mutant, key)
            if value in seen:
                listing.faults.append(f"{mutant.id}: the {key} is used twice")
            seen.add(value)
    return listing


def entry(root, line, known):
    fields = re.split(r"\t+", line.rstrip("\t"))
    if len(fields) != 5:
        raise ValueError(f"expected 5 fields (id, file, original, mutation, suites), found {len(fields)}")
    id, path, original, mutation, named = (field.strip() for field in fields)
    mutant = Mutant(id, path, original, mutation, named.split(), line)
    source = root / "Sources" / path
    if not source.exists():
        raise ValueError(f"{id}: stale: there is no file Sources/{path}")
    text = source.read_text()
    mutant.start, mutant.end = place(id, text, original)
    if mutation.startswith(IN_LITERAL):
        span = literal(id, text, mutant.start)
        mutant.mutation = text[span[0]:mutant.start] + mutation[3:] + text[mutant.end:span[1]]
        mutant.start, mutant.end = span
    digest = hashlib.sha256(line.encode() + text.encode())
    for suite in mutant.suites:
        if suite not in known:
            raise ValueError(f"{id}: there is no suite {suite}")
        if known[suite] is None:
            raise ValueError(f"{id}: several targets have a suite {suite}: write TARGET.{suite}")
        for file in known[suite].files:
            digest.update(file.read_bytes())
    targets = [mutant.target] + [known[suite].target for suite in mutant.suites]
    mutant.layer = max((layer_of(target) for target in targets), key=LAYERS.index)
    mutant.fingerprint = digest.hexdigest()[:16]
    return mutant


def place(id, text, original):
    """Returns the only match of the pattern. `before >>> pattern` means the first match after the only match of
    `before`."""
    start = 0
    *before, pattern = original.split(" >>> ")
    for anchor in before:
        found = occurrences(text, anchor, start)
        if len(found) != 1:
            raise ValueError(f"{id}: stale: `{anchor}` matches {len(found)} places, expected 1")
        start = found[0][1]
    found = occurrences(text, pattern, start)
    if not found or (len(found) > 1 and not before):
        raise ValueError(f"{id}: stale: `{pattern}` matches {len(found)} places, expected 1")
    return found[0]


def literal(id, text, position):
    """Returns the multi-line string literal that contains a position."""
    start, end = text.rfind('"""', 0, position), text.find('"""', position)
    if text.count('"""', 0, position) % 2 == 0 or end < 0:
        raise ValueError(f'{id}: the place is not in a literal between """ and """')
    return start, end + 3


def occurrences(text, pattern, start):
    """Returns the matches of the pattern. A space in it matches any white space, so that a new line break makes no entry
    stale."""
    words = [re.escape(word) for word in pattern.split()]
    expression = re.compile(r"\s+".join(words))
    return [match.span() for match in expression.finditer(text, start)]


@dataclass
class Suite:
    """A suite, or all suites of a file whose name is not the name of a suite."""

    target: str
    files: list
    names: list


def suites(root):
    """Returns the suites by the names that the last field of an entry can have: a suite, or a file with suites. When
    several targets have the same name, it is preceded by the target (`FederationTests.LogoutTests`)."""
    found = {}
    for file in sorted((root / "Tests").glob("*Tests/**/*.swift")):
        target = file.relative_to(root / "Tests").parts[0]
        names = re.findall(
            r"^ *(?:@Suite.* )?(?:struct|final class|class|actor|enum|extension) (`[^`]+`|\w+Tests)", file.read_text(), re.M)
        # The test's identifier has backticks only where Swift needs them.
        names = [re.sub(r"^`(\w+)`$", r"\1", name) for name in names]
        for name in names:
            suite = found.setdefault((target, name), Suite(target, [], [name]))
            if file not in suite.files:
                suite.files.append(file)
        if names and (target, file.stem) not in found:
            found[target, file.stem] = Suite(target, [file], names)
    known = {}
    for (target, name), suite in found.items():
        known[f"{target}.{name}"] = suite
        known[name] = None if name in known else suite
    return known
