"""Runs mutants: for each, one run of the suites that must kill it."""

import os
import re
import signal
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor

# The exit status of Swift Testing when the filter matches no test.
NO_TESTS = 69

# The signals with which a user or another process stops a process. A crash has other signals.
STOPPED = {-signal.SIGHUP, -signal.SIGINT, -signal.SIGKILL, -signal.SIGTERM}


def run(tests, mutants, results, jobs):
    limits = baseline(tests, sorted({suite for mutant in mutants for suite in mutant.suites}), jobs)
    done, lock = [0], threading.Lock()

    def one(mutant):
        failing = [suite for suite in mutant.suites if suite not in limits]
        if failing:
            outcome, detail = "error", f"{' '.join(failing)} does not pass without a mutation"
        else:
            seconds = 30 + 10 * sum(limits[suite] for suite in mutant.suites)
            outcome, detail = judge(tests, mutant.suites, mutant.number, seconds)
        with lock:
            done[0] += 1
            results.note(mutant, outcome, detail)
            if outcome != "killed" or os.environ.get("VERBOSE"):
                print(f"[{done[0]}/{len(mutants)}] {outcome}: {mutant.id} ({mutant.path}) {detail}", flush=True)

    print(f"Running {len(mutants)} mutants, {jobs} at a time", flush=True)
    with ThreadPoolExecutor(jobs) as pool:
        list(pool.map(one, mutants))


def baseline(tests, suites, jobs):
    """Runs the suites without a mutation: each must have tests and pass. Returns the seconds of each passing suite."""
    print(f"Running the {len(suites)} suites without a mutation", flush=True)

    def one(suite):
        started = time.monotonic()
        outcome, detail = judge(tests, [suite], None, 900)
        if outcome == "survived":
            return suite, time.monotonic() - started
        print(f"{suite} does not pass without a mutation: {outcome} {detail}", flush=True)
        return suite, None

    with ThreadPoolExecutor(jobs) as pool:
        return {suite: seconds for suite, seconds in pool.map(one, suites) if seconds is not None}


def judge(tests, suites, number, seconds):
    """Returns the result of a mutant: `killed`, with the test that failed; `survived`; or `error`."""
    for _ in range(3):
        outcome, detail = attempt(tests, suites, number, seconds)
        if outcome != "stopped":
            return outcome, detail
    return "error", f"stopped from outside: {detail}"


def attempt(tests, suites, number, seconds):
    """Runs the suites once. Returns `stopped` when another process ended the run, which is not a result."""
    environment = {key: value for key, value in os.environ.items() if key != "MUTANT_UNDER_TEST"}
    if number is not None:
        environment["MUTANT_UNDER_TEST"] = str(number)
    named = [(tests.suites[suite].target, name) for suite in suites for name in tests.suites[suite].names]
    expression = "^(" + "|".join(f"{target}[.].*{re.escape(name)}" for target, name in named) + ")/"
    command = [tests.program, "--testing-library", "swift-testing", "--no-parallel", "--filter", expression]
    process = subprocess.Popen(
        command, cwd=tests.folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, errors="replace")
    overdue = threading.Event()
    timer = threading.Timer(seconds, lambda: (overdue.set(), process.kill()))
    timer.start()
    failed = None
    for line in process.stdout:
        match = re.match(r"\S+ Test (.+?) (?:recorded an issue|failed after)", line)
        if match:
            # The first failure decides.
            failed = match.group(1)
            process.kill()
            break
    process.stdout.close()
    status = process.wait()
    timer.cancel()
    if failed:
        return "killed", failed
    if overdue.is_set():
        return "killed", f"timeout after {seconds:.0f} s"
    if status == NO_TESTS:
        return "error", f"no test matches {' '.join(suites)}"
    if status == 0:
        return "survived", ""
    return "stopped" if status in STOPPED else "killed", f"exit status {status}"
