import Foundation
import Octets

/// The DER in a file that is either one DER object or any number of PEM blocks (RFC 7468).
enum PEMBlocks {
    /// - Parameter label: the only kind of block allowed, for example `CERTIFICATE`.
    /// - Returns: the DER of each block; the octets themselves when they are DER; nil when they are neither.
    /// - Throws: `CertificateTrustError.unexpectedBlock` for a block of another kind.
    static func der(in octets: [UInt8], label: String) throws(CertificateTrustError) -> [[UInt8]]? {
        // 0x30 begins a SEQUENCE in DER. As text it is the digit zero, with which no PEM file begins.
        if octets.first == 0x30 { return [octets] }
        guard let text = String(validating: octets, as: UTF8.self) else { return nil }
        var blocks: [[UInt8]] = []
        var body: String?
        var open = ""
        for line in text.split(whereSeparator: \.isNewline).map({ $0.trimmingCharacters(in: .whitespaces) }) {
            if let begun = boundary("BEGIN", in: line) {
                guard body == nil else { return nil }
                guard begun == label else { throw .unexpectedBlock(label: begun) }
                (open, body) = (begun, "")
            } else if let ended = boundary("END", in: line) {
                guard ended == open, let text = body,
                    let der = Base64.decode(Array(text.utf8), ignoring: .lineBreaks)
                else { return nil }
                blocks.append(der)
                body = nil
            } else if body != nil {
                // Text between the blocks is a comment.
                body?.append(line)
            }
        }
        return body == nil && !blocks.isEmpty ? blocks : nil
    }

    private static func boundary(_ word: String, in line: String) -> String? {
        guard line.hasPrefix("-----\(word) "), line.hasSuffix("-----"), line.count > word.count + 11 else { return nil }
        return String(line.dropFirst(word.count + 6).dropLast(5))
    }
}
