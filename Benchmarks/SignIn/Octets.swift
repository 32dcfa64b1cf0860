import Foundation

/// Octets with search functions that do not convert them to text.
struct Octets {
    let octets: [UInt8]

    init(_ octets: some Sequence<UInt8>) {
        self.octets = Array(octets)
    }

    /// Returns the end of the first occurrence of a text, from an offset. Nil when there is none.
    func offset(after text: StaticString, from start: Int = 0) -> Int? {
        let length = text.utf8CodeUnitCount
        return octets.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return nil }
            var position = start
            while position + length <= bytes.count {
                guard let found = memchr(base + position, Int32(text.utf8Start.pointee), bytes.count - position)
                else { return nil }
                position = UnsafeRawPointer(found) - base
                guard position + length <= bytes.count else { return nil }
                if memcmp(base + position, text.utf8Start, length) == 0 { return position + length }
                position += 1
            }
            return nil
        }
    }

    /// Returns the text from an offset up to an octet.
    func text(from start: Int, upTo end: UInt8) -> String {
        String(decoding: octets[start...].prefix { $0 != end }, as: UTF8.self)
    }

    /// The value of a header field, whose name is given in lower case.
    func field(_ name: String) -> String? { fields(name).first }

    /// The values of all header fields of that name, which is given in lower case.
    func fields(_ name: String) -> [String] {
        octets.split(separator: UInt8(ascii: "\n")).compactMap { line in
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon - line.startIndex == name.utf8.count,
                zip(line, name.utf8).allSatisfy({ $0 | 0x20 == $1 })
            else { return nil }
            return String(decoding: line[(colon + 1)...], as: UTF8.self).trimmingCharacters(
                in: .whitespaces.union(.newlines))
        }
    }
}
