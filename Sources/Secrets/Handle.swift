import CSodium
package import Octets

/// A random value of 256 bits that gives access to its holder: a cookie, a ticket, a one-time code in a link.
///
/// The holder keeps the text. The database keeps only `hash`, so a stolen table gives no access. A plain SHA-256 is
/// enough, because 2²⁵⁶ candidates cannot be tried.
package struct Handle: Hashable, Sendable, Unprintable {
    /// 32 bytes.
    package let bytes: [UInt8]

    package init(random: RandomSource) {
        bytes = random.bytes(Handle.length)
        precondition(bytes.count == Handle.length, "the random source must return the requested number of bytes")
    }

    /// Derives a handle from parts, for one purpose. The same parts always give the same handle. Deriving it requires
    /// the key.
    package init(deriving purpose: StaticString, from parts: [UInt8]..., key: PurposeKey) {
        bytes = key.hash(purpose, of: parts).bytes
    }

    /// Reads the bytes of a handle that was sealed. Nil unless there are 32.
    package init?(bytes: [UInt8]) {
        guard bytes.count == Handle.length else { return nil }
        self.bytes = bytes
    }

    /// Reads the text that a browser sent. Nil unless it is 43 characters of base64url for 32 bytes.
    package init?(_ text: String) {
        guard text.utf8.count == 43, let bytes = Base64URL.decode(text), bytes.count == Handle.length else {
            return nil
        }
        self.bytes = bytes
    }

    /// 43 characters of base64url, safe in a cookie and in a URL.
    package var text: String { Base64URL.encode(bytes) }

    /// The SHA-256 of the handle. The database stores it instead of the handle.
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
