import CSodium
package import Octets

/// A random value of 256 bits that opens something to whoever has it: a cookie, a ticket, a one-time code in a link.
///
/// The holder keeps the text; the database keeps only `hash`, so that a stolen table opens nothing. A plain SHA-256 is
/// enough, because nobody can try 2²⁵⁶ candidates.
package struct Handle: Hashable, Sendable, Unprintable {
    /// 32 bytes.
    package let bytes: [UInt8]

    package init(random: RandomSource) {
        bytes = random.bytes(Handle.length)
        precondition(bytes.count == Handle.length, "the random must give as many bytes as asked for")
    }

    /// The handle that belongs to those parts, for one purpose. The same parts always give the same handle; making it
    /// takes the key.
    package init(deriving purpose: StaticString, from parts: [UInt8]..., key: PurposeKey) {
        bytes = key.hash(purpose, of: parts).bytes
    }

    /// The handle of those bytes, as they were sealed; nil unless they are 32.
    package init?(bytes: [UInt8]) {
        guard bytes.count == Handle.length else { return nil }
        self.bytes = bytes
    }

    /// Reads what a browser sent back; nil unless it is exactly 43 characters of base64url that spell 32 bytes.
    package init?(_ text: String) {
        guard text.utf8.count == 43, let bytes = Base64URL.decode(text), bytes.count == Handle.length else {
            return nil
        }
        self.bytes = bytes
    }

    /// 43 characters of base64url, safe in a cookie and in an address.
    package var text: String { Base64URL.encode(bytes) }

    /// What is stored instead of the handle.
    package var hash: SecretHash { SecretHash.sha256(of: bytes) }

    package static func == (left: Handle, right: Handle) -> Bool { ConstantTime.equal(left.bytes, right.bytes) }

    private static let length = 32
}

extension Handle: FieldCodable {
    package func write(to fields: inout FieldWriter) { fields.write(string: bytes) }

    package init(from fields: inout FieldReader) throws(FieldError) {
        guard let handle = Handle(bytes: try fields.string()) else { throw .malformed("Handle") }
        self = handle
    }
}
