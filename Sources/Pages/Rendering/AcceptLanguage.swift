/// Reads a browser's Accept-Language header as octets.
///
/// - SeeAlso: RFC 9110 §12.5.4.
enum AcceptLanguage {
    private typealias Octets = Slice<UnsafeBufferPointer<UInt8>>

    /// The maximum number of octets that are read. The headers of browsers are shorter than a hundred.
    private static let maximumOctets = 512
    private static let maximumEntries = 20

    /// Returns the preferred language; of equally preferred ones, the first in the header.
    ///
    /// - Returns: nil when the header names none of the languages.
    static func best(of languages: [Language], in header: String) -> Language? {
        var header = header
        return header.withUTF8 { octets in
            var rest = octets.prefix(maximumOctets)
            var best: (language: Language, weight: Double)?
            for _ in 0..<maximumEntries {
                guard var entry = part(of: &rest, upTo: UInt8(ascii: ",")) else { break }
                guard let code = part(of: &entry, upTo: UInt8(ascii: ";")) else { continue }
                let weight = weight(&entry)
                guard weight > best?.weight ?? 0, let language = language(code, of: languages) else { continue }
                best = (language, weight)
            }
            return best?.language
        }
    }

    /// Returns the next part that is not empty; nil at the end.
    private static func part(of rest: inout Octets, upTo separator: UInt8) -> Octets? {
        rest = rest.drop { $0 == separator }
        guard !rest.isEmpty else { return nil }
        let part = rest.prefix { $0 != separator }
        rest = rest[part.endIndex...]
        return part
    }

    /// Returns the weight of a language: 1 without a `q` parameter, 0 for an invalid one.
    private static func weight(_ parameters: inout Octets) -> Double {
        while let parameter = part(of: &parameters, upTo: UInt8(ascii: ";")) {
            let written = withoutBlanks(parameter)
            guard written.starts(with: "q=".utf8) else { continue }
            return Double(String(decoding: Array(written.dropFirst(2)), as: UTF8.self)) ?? 0
        }
        return 1
    }

    /// Returns the language with that code, else the one with the code's first part: "en-GB" is answered in "en".
    private static func language(_ code: Octets, of languages: [Language]) -> Language? {
        if let exact = languages.first(where: { isSame(code, $0.code) }) { return exact }
        var rest = code.drop(while: isBlank)
        guard let first = part(of: &rest, upTo: UInt8(ascii: "-")) else { return nil }
        return languages.first { isSame(first, $0.code) }
    }

    private static func isSame(_ octets: Octets, _ code: String) -> Bool {
        withoutBlanks(octets).elementsEqual(code.utf8) { octet, wanted in
            (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(octet) ? octet | 0x20 == wanted : octet == wanted
        }
    }

    private static func withoutBlanks(_ octets: Octets) -> some Sequence<UInt8> {
        octets.lazy.filter { !isBlank($0) }
    }

    private static func isBlank(_ octet: UInt8) -> Bool { octet == UInt8(ascii: " ") || octet == UInt8(ascii: "\t") }
}
