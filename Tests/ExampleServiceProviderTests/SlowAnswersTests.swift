import Dispatch
import Testing

@testable import ExampleServiceProvider

/// Tests of answers that are slow to verify. Only a limited number of them may wait.
@Suite(.timeLimit(.minutes(1))) struct SlowAnswersTests {
    private let slow = 1_000_001

    @Test func `refuses a slow answer without a free place, and verifies a fast one`() async throws {
        let answers = SlowAnswers(places: 1)
        let permission = DispatchSemaphore(value: 0)
        let (beginnings, beginning) = AsyncStream.makeStream(of: Void.self)
        async let running: Int = answers.run(predicted: slow) { () throws(AnswerProblem) in
            beginning.yield()
            permission.wait()
            return 1
        }
        for await _ in beginnings { break }
        await #expect(throws: AnswerProblem.tooManyAtOnce) {
            try await answers.run(predicted: slow) { () throws(AnswerProblem) in 2 }
        }
        #expect(try await answers.run(predicted: slow - 1) { () throws(AnswerProblem) in 3 } == 3)
        permission.signal()
        #expect(try await running == 1)
        #expect(try await answers.run(predicted: slow) { () throws(AnswerProblem) in 4 } == 4)
    }

    @Test func `a form with many fields is not decoded`() async throws {
        let test = try TestOffice()
        var browser = TestBrowser(test.office)
        let fields = (0..<40).map { ("f\($0)", "") }
        let page = try await browser.postFromElsewhere(
            Path.assertionConsumerService, [("SAMLResponse", "AAAA")] + fields)
        #expect(!page.text.contains("unreadable"))
        let read = try await browser.postFromElsewhere(
            Path.assertionConsumerService, [("SAMLResponse", "AAAA")] + fields.dropLast())
        #expect(read.text.contains("unreadable"))
    }
}
