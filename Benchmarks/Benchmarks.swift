import Foundation

/// `make bench`: runs the benchmarks, and prints the results with the goals. Asserts nothing.
///
///     Benchmarks [issue] [verify] [pages] [password] [storage] [sign-in] [served] [memory] [dearest]
@main
enum Benchmarks {
    static func main() async {
        guard Machine.isOptimised else {
            fail("a debug build's figures say nothing: use «make bench», or swift run -c release Benchmarks")
        }
        var chosen: [Topic] = []
        for name in CommandLine.arguments.dropFirst() {
            guard let topic = Topic(rawValue: name) else {
                fail("no such benchmark \(name): known: \(Topic.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            chosen.append(topic)
        }
        let report = Report()
        report.text(Machine.description)
        report.text("processor time of one operation: median, least and most of several rounds, after a warm-up")
        do {
            for topic in chosen.isEmpty ? Topic.allCases : chosen { try await topic.run(report) }
        } catch {
            fail("\(error)")
        }
    }

    private static func fail(_ cause: String) -> Never {
        FileHandle.standardError.write(Data("Benchmarks: \(cause)\n".utf8))
        exit(1)
    }
}

/// The benchmarks, in the order of the report.
enum Topic: String, CaseIterable {
    case issue
    case verify
    case pages
    case password
    case storage
    case signIn = "sign-in"
    case served
    case memory
    case dearest

    func run(_ report: Report) async throws {
        switch self {
        case .issue: try IssueRows(report).run()
        case .verify: try VerifyRows(report).run()
        case .pages: try PageRows(report).run()
        case .password: try await PasswordRow(report).run()
        case .storage: try await StorageRows(report).run()
        case .signIn:
            var rows = SignInRows(report)
            try await rows.run()
        case .served: try await ServedRows(report).run()
        case .memory: try IdleMemoryRow(report).run()
        case .dearest: try DearestRow(report).run()
        }
    }
}
