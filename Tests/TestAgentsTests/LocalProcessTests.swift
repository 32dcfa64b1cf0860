import Foundation
import TestAgents
import Testing

@Suite(.startsProcesses) struct LocalProcessTests {
    @Test func `returns the exit status and the output of the program`() async throws {
        let (status, output) = try await Command.run("sh", ["-c", "echo one; echo two >&2; exit 7"])
        #expect(status == 7)
        #expect(output == "one\ntwo\n")
    }

    @Test func `reports a missing program`() async throws {
        #expect(try await Command.run("no-such-program").status == 127)
    }

    @Test func `stops a listening program and its child processes`() async throws {
        let port = FreePort.take()
        let process = try LocalProcess(
            "sh", ["-c", "sleep 300 & echo $!; python3 -m http.server --bind 127.0.0.1 \(port)"])
        try await process.ready(listeningOn: port)
        let grandchild = try #require(Int32(process.output.prefix { $0 != "\n" }))
        #expect(kill(grandchild, 0) == 0)
        try await process.stop()
        try await eventually("the grandchild to be gone") { kill(grandchild, 0) == -1 ? true : nil }
    }

    @Test func `stops a program when its object is destroyed`() async throws {
        var process: LocalProcess? = try LocalProcess("sleep", ["300"])
        let group = try #require(process?.group)
        process = nil
        try await eventually("the group to be gone") { kill(-group, 0) == -1 ? true : nil }
    }

    @Test func `does not wait for a program that has ended`() async throws {
        let process = try LocalProcess("sh", ["-c", "echo no disk; exit 3"])
        let error = await #expect(throws: ProcessEnded.self) { try await process.ready(listeningOn: FreePort.take()) }
        #expect(error?.status == 3)
        #expect(error?.output == "no disk\n")
    }

    @Test func `forwards a signal to the program`() async throws {
        let process = try LocalProcess(
            "sh", ["-c", "trap 'echo got it; exit 5' TERM; echo up; while :; do sleep 0.05; done"])
        try await process.ready { process.output.contains("up") }
        process.send(signal: SIGTERM)
        #expect(try await process.finished() == 5)
        #expect(process.output.contains("got it"))
    }
}
