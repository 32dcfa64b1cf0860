import Testing

@testable import XML

/// The texts of XML errors.
struct XMLErrorTests {
    private static let all: [XMLError] = [
        .empty, .tooManyBytes(maximum: 7), .notUTF8(line: 2), .encoding("UTF-7"), .version,
        .notWellFormed("Start tag expected, '<' not found", line: 1), .undeclaredPrefix("x:a", line: 3),
        .documentType(line: 1), .comment(line: 1), .processingInstruction(line: 4), .tooDeep(maximum: 7, line: 5),
        .tooManyElements(maximum: 7, line: 6), .tooManyAttributes(maximum: 7, line: 7),
        .tooManyNamespaces(maximum: 7, line: 8), .tooManyAttributesInAll(maximum: 7, line: 9),
        .tooManyNamespacesInScope(maximum: 7, line: 10), .longNamespace(maximumBytes: 7, line: 11),
        .longName(maximumBytes: 7, line: 12), .longPrefix(maximumBytes: 7, line: 13),
        .longPrefixList(maximum: 7, maximumBytes: 7, line: 14), .noMemory,
    ]

    @Test(arguments: all) func `describes what is wrong and what to do`(_ error: XMLError) {
        for words in [error.explanation, error.fix, "\(error)"] {
            #expect(words.contains(" "), "\(words)")
            #expect(!words.contains("("), "it shows a value of Swift: \(words)")
        }
        #expect("\(error)".hasPrefix("line ") == (error.line != nil))
    }

    @Test func `names the line where there is one`() {
        #expect("\(XMLError.notUTF8(line: 2))" == "line 2: a byte is not UTF-8")
        #expect("\(XMLError.empty)" == "the document is empty")
    }
}
