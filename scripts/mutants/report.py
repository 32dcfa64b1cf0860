"""The result of each mutant, kept in a file so that the next run can continue."""

import fcntl
import threading


class Results:
    def __init__(self, path):
        self.path, self.lock, self.rows = path, threading.Lock(), {}
        self.read()

    def read(self):
        """Reads the results of other runs."""
        if self.path.exists():
            for line in self.path.read_text().splitlines():
                id, fingerprint, outcome, detail = (line.split("\t") + [""])[:4]
                self.rows[id] = (fingerprint, outcome, detail)

    def knows(self, mutant):
        """Returns whether the mutant was killed and nothing has changed since. A survivor always runs again."""
        row = self.rows.get(mutant.id)
        return row is not None and row[0] == mutant.fingerprint and row[1] == "killed"

    def note(self, mutant, outcome, detail):
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.lock, open(self.path.with_suffix(".lock"), "w") as other:
            fcntl.flock(other, fcntl.LOCK_EX)
            self.read()
            self.rows[mutant.id] = (mutant.fingerprint, outcome, detail)
            lines = ["\t".join([id, *row]) for id, row in sorted(self.rows.items())]
            partial = self.path.with_suffix(".part")
            partial.write_text("\n".join(lines) + "\n")
            partial.replace(self.path)


def close(results, mutants, faults):
    """Prints the survivors and the summary. Returns the exit status."""
    outcomes = {"killed": 0, "survived": 0}
    for mutant in mutants:
        fingerprint, outcome, detail = results.rows.get(mutant.id, ("", "not run", ""))
        if fingerprint and fingerprint != mutant.fingerprint:
            outcome = "not run"
        outcomes[outcome] = outcomes.get(outcome, 0) + 1
        if outcome not in ("killed", "not run"):
            print(f"{outcome}: {mutant.id}: Sources/{mutant.path}: {mutant.original} => {mutant.mutation} {detail}")
    others = "".join(f", {count} {name}" for name, count in outcomes.items() if name not in ("killed", "survived"))
    print(f"{outcomes['killed']} killed, {outcomes['survived']} survived{others}")
    return 0 if outcomes["killed"] == len(mutants) and not faults else 1
