/// The checks on a document's bytes before libxml2 parses them.
enum XMLPrologue {
    /// Refuses a document that is too large, is not UTF-8, has a NUL (libxml2 takes it for the end), or declares
    /// another encoding.
    static func check(_ bytes: [UInt8], limits: XMLLimits) throws(XMLError) {
        guard !bytes.isEmpty else { throw .empty }
        guard bytes.count <= limits.maximumBytes else { throw .tooManyBytes(maximum: limits.maximumBytes) }
        do {
            _ = try UTF8Span(validating: bytes.span)
        } catch {
            throw .notUTF8(line: line(of: error.byteOffsets.lowerBound, in: bytes))
        }
        if let nul = bytes.firstIndex(of: 0) {
            throw .notWellFormed("a NUL character", line: line(of: nul, in: bytes))
        }
        if let encoding = declaredEncoding(bytes), encoding.lowercased() != "utf-8" { throw .encoding(encoding) }
    }

    private static func line(of offset: Int, in bytes: [UInt8]) -> Int {
        bytes[..<offset].reduce(1) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
    }

    /// Returns the value of `encoding` in the XML declaration (XML 1.0 §2.8), or nil when there is none.
    private static func declaredEncoding(_ bytes: [UInt8]) -> String? {
        let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let document = bytes.starts(with: byteOrderMark) ? bytes.dropFirst(3) : bytes[...]
        guard document.starts(with: "<?xml".utf8), let end = document.firstIndex(of: UInt8(ascii: ">")) else {
            return nil
        }
        let declaration = document[..<end].split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D || $0 == 0x3D }
        // name, value, name, value: an equals sign separates as white space does. libxml2 checks the syntax later.
        guard let name = declaration.firstIndex(where: { $0.elementsEqual("encoding".utf8) }),
            declaration.indices.contains(name + 1)
        else { return nil }
        let quotes: Set<UInt8> = [UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "?")]
        return String(decoding: declaration[name + 1].filter { !quotes.contains($0) }, as: UTF8.self)
    }
}
