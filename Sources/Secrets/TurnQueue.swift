/// A queue of jobs that wait for a lane. Known parties come first, but a waiting job of an unknown party runs after two
/// jobs of known parties.
///
/// Within each of the two classes, the parties take turns, one job each.
struct TurnQueue<Job> {
    private var known = Turns<Job>()
    private var unknown = Turns<Job>()
    /// The number of jobs of known parties that were taken since the last turn of unknown parties.
    private var knownInARow = 0

    private static var maximumKnownInARow: Int { 2 }

    mutating func append(_ job: Job, of party: WorkLanes.Party) {
        switch party {
        case .known(let name): known.append(job, of: name)
        case .unknown(let name): unknown.append(job, of: name)
        }
    }

    mutating func next() -> Job? {
        if knownInARow < Self.maximumKnownInARow, let job = known.next() {
            knownInARow += 1
            return job
        }
        knownInARow = 0
        return unknown.next() ?? known.next()
    }
}

/// A queue whose parties take turns.
private struct Turns<Job> {
    private var jobs: [String: [Job]] = [:]
    private var parties: [String] = []

    mutating func append(_ job: Job, of party: String) {
        if jobs[party] == nil { parties.append(party) }
        jobs[party, default: []].append(job)
    }

    mutating func next() -> Job? {
        guard !parties.isEmpty else { return nil }
        let party = parties.removeFirst()
        guard var waiting = jobs[party] else { return nil }
        let job = waiting.removeFirst()
        jobs[party] = waiting.isEmpty ? nil : waiting
        if !waiting.isEmpty { parties.append(party) }
        return job
    }
}
