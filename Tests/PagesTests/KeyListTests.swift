import Testing

@testable import Pages

@Suite struct KeyListTests {
    let renderer: PageRenderer

    init() throws { renderer = try Samples.renderer.get() }

    @Test func `each language has exactly the keys that code and templates use`() {
        for wording in renderer.wordings.values {
            let keys = Set(wording.list.texts.keys)
            #expect(keys.subtracting(renderer.keys).sorted() == [], "unused in \(wording.language.code)")
            #expect(renderer.keys.subtracting(keys).sorted() == [], "missing in \(wording.language.code)")
        }
    }

    @Test func `each text has the same parameters in each language`() throws {
        let spanish = try #require(renderer.wordings["es"])
        for wording in renderer.wordings.values {
            for (key, text) in wording.list.texts {
                let expected = Phrase(spanish.list.texts[key] ?? "").parameters
                #expect(Phrase(text).parameters == expected, "\(key) in \(wording.language.code)")
            }
        }
    }

    @Test func `the languages are Spanish and English, in this order`() {
        #expect(renderer.languages.map(\.name) == ["Español", "English"])
    }

    @Test func `each sentence fills exactly its parameters`() throws {
        let wording = try #require(renderer.wordings["es"])
        let sentences: [Sentence] = [
            .wrongAccessCode(attemptsLeft: 2), .wrongOneTimeCode(attemptsLeft: 2),
            .methodPaused(until: Samples.now), .networkPaused(until: Samples.now), .messagesPaused(until: Samples.now),
            .codesRest(until: Samples.now), .waitBeforeNewCode(seconds: 12),
        ]
        for sentence in sentences {
            let text = try #require(wording.list.texts[sentence.key.rawValue])
            #expect(Phrase(text).parameters == Set(sentence.parameters.keys))
            #expect(!wording.text(sentence).contains("{"))
        }
        let filled = Set(sentences.map(\.key))
        for key in SentenceKey.allCases where !filled.contains(key) {
            #expect(Phrase(wording.text(key.rawValue)).parameters.isEmpty, "\(key)")
        }
        #expect(
            wording.text(.waitBeforeNewCode(seconds: 12))
                == "Hace muy poco que se pidió un SMS. Podrá pedir otro dentro de 12 segundos.")
        #expect(wording.text(.wrongAccessCode(attemptsLeft: 1)).hasSuffix("Puede probar una vez más."))
    }

    @Test func `reads keys and texts, and skips comments and empty lines`() throws {
        let list = try KeyList(reading: "# a = b\n\n  one = uno = 1 \r\ntwo=dos\n", file: "xx.txt")
        #expect(list.texts == ["one": "uno = 1", "two": "dos"])
    }

    @Test(arguments: [
        ("a = b\nnot a pair", PageResourceError.unreadable(file: "xx.txt", line: 2)),
        ("a =", .unreadable(file: "xx.txt", line: 1)),
        ("= b", .unreadable(file: "xx.txt", line: 1)),
        ("a = b\na = c", .repeatedKey("a", file: "xx.txt")),
    ])
    func `refuses a list without exactly one text per key`(_ text: String, _ error: PageResourceError) {
        #expect(throws: error) { try KeyList(reading: text, file: "xx.txt") }
    }

    @Test func `a language with a missing key is refused`() throws {
        let list = try KeyList(reading: "a = b", file: "xx.txt")
        #expect(throws: PageResourceError.missingKey("c", language: "xx")) {
            try Wording(code: "xx", list: list, needing: ["a", "c"])
        }
    }
}
