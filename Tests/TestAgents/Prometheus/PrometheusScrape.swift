/// A strict reader of metrics in format 0.0.4: each family is contiguous and follows its HELP and TYPE, without
/// duplicates.
package struct PrometheusScrape: Sendable {
    package struct Sample: Hashable, Sendable {
        package let name: String
        package let labels: [String: String]
        package let value: Double
    }

    package let samples: [Sample]
    /// The types of families, by name.
    package let kinds: [String: String]
    package let helps: [String: String]

    package struct Malformed: Error, CustomStringConvertible {
        package let line: String
        package let reason: String

        package var description: String { "\(reason): \(line)" }
    }

    /// - Throws: `Malformed`.
    package init(_ text: String) throws {
        guard text.unicodeScalars.last == "\n" else { throw Malformed(line: "", reason: "the last line has no end") }
        var samples: [Sample] = []
        var kinds: [String: String] = [:]
        var helps: [String: String] = [:]
        var family = ""
        for line in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            let line = String(line)
            func fail(_ reason: String) -> Malformed { Malformed(line: line, reason: reason) }
            let words = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
            if words.first == "#" {
                guard words.count == 4, Self.isName(words[2]) else { throw fail("unknown comment") }
                switch words[1] {
                case "HELP":
                    guard helps.updateValue(words[3], forKey: words[2]) == nil else { throw fail("two HELP") }
                case "TYPE":
                    guard helps[words[2]] != nil, ["counter", "gauge", "histogram"].contains(words[3]),
                        kinds.updateValue(words[3], forKey: words[2]) == nil
                    else { throw fail("TYPE out of place") }
                    family = words[2]
                default: throw fail("unknown comment")
                }
                continue
            }
            let sample = try Self.sample(line)
            let names =
                kinds[family] == "histogram" ? ["_bucket", "_sum", "_count"].map { family + $0 } : [family]
            guard names.contains(sample.name) else { throw fail("outside of its family") }
            guard !samples.contains(where: { $0.name == sample.name && $0.labels == sample.labels }) else {
                throw fail("a second time")
            }
            samples.append(sample)
        }
        self.samples = samples
        self.kinds = kinds
        self.helps = helps
        try checkHistograms()
    }

    /// Returns the value of the only sample with this name and these labels. Nil when there is none.
    package func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
        let found = samples.filter { sample in
            sample.name == name && labels.allSatisfy { sample.labels[$0.key] == $0.value }
        }
        return found.isEmpty ? nil : found.map(\.value).reduce(0, +)
    }

    /// Checks that the buckets of each histogram increase to `+Inf`, which equals its count.
    private func checkHistograms() throws {
        for name in kinds.filter({ $0.value == "histogram" }).keys {
            let buckets = samples.filter { $0.name == name + "_bucket" }
            let groups = Dictionary(grouping: buckets) { $0.labels.filter { $0.key != "le" } }
            for (labels, group) in groups {
                let bounds = group.map { $0.labels["le"].flatMap(Self.number) ?? .nan }
                let counts = group.map(\.value)
                let count = samples.first { $0.name == name + "_count" && $0.labels == labels }?.value
                let hasSum = samples.contains { $0.name == name + "_sum" && $0.labels == labels }
                guard bounds == bounds.sorted(), bounds.last == .infinity, counts == counts.sorted(),
                    counts.last == count, hasSum
                else { throw Malformed(line: "\(name) \(labels)", reason: "no histogram") }
            }
        }
    }

    private static func isName(_ text: String) -> Bool { text.wholeMatch(of: /[a-zA-Z_:][a-zA-Z0-9_:]*/) != nil }

    private static func number(_ text: String) -> Double? {
        text == "+Inf" ? .infinity : text == "-Inf" ? -.infinity : text.contains("I") ? nil : Double(text)
    }

    private static func sample(_ line: String) throws -> Sample {
        var rest = line.unicodeScalars[...]
        func fail(_ reason: String) -> Malformed { Malformed(line: line, reason: reason) }
        func take(while isWanted: (Unicode.Scalar) -> Bool) -> String {
            let taken = rest.prefix(while: isWanted)
            rest = rest.dropFirst(taken.count)
            return String(taken)
        }
        func expect(_ scalar: Unicode.Scalar) throws {
            guard rest.popFirst() == scalar else { throw fail("expected \(scalar)") }
        }
        let name = take { $0 != "{" && $0 != " " }
        guard isName(name) else { throw fail("no name") }
        var labels: [String: String] = [:]
        if rest.first == "{" {
            repeat {
                rest.removeFirst()
                let label = take { $0 != "=" }
                guard isName(label), !label.contains(":") else { throw fail("no label") }
                try expect("=")
                try expect("\"")
                var value = ""
                while let next = rest.popFirst(), next != "\"" {
                    guard next == "\\" else {
                        value.unicodeScalars.append(next)
                        continue
                    }
                    switch rest.popFirst() {
                    case "n": value += "\n"
                    case "\\": value += "\\"
                    case "\"": value += "\""
                    default: throw fail("no such escape")
                    }
                }
                guard labels.updateValue(value, forKey: label) == nil else { throw fail("a label twice") }
            } while rest.first == ","
            try expect("}")
        }
        try expect(" ")
        guard let value = number(String(rest)) else { throw fail("no number") }
        return Sample(name: name, labels: labels, value: value)
    }
}
