import CSodium

/// Base64 with the URL-safe alphabet and without padding (RFC 4648 §5), in constant time.
package enum Base64URL {
    package static func encode(_ bytes: [UInt8]) -> String {
        ConstantTimeBase64.encode(bytes, variant: sodium_base64_VARIANT_URLSAFE_NO_PADDING)
    }

    /// Returns the decoded bytes, or nil when the text is not canonical base64url.
    package static func decode(_ text: String) -> [UInt8]? {
        ConstantTimeBase64.decode(text, variant: sodium_base64_VARIANT_URLSAFE_NO_PADDING)
    }
}

/// libsodium's codec, for secrets: its memory accesses do not depend on the data. `Base64` in the target Octets is for
/// all other values.
enum ConstantTimeBase64 {
    static func encode(_ bytes: [UInt8], variant: Int32) -> String {
        let capacity = sodium_base64_encoded_len(bytes.count, variant)
        var text = [CChar](repeating: 0, count: capacity)
        sodium_bin2base64(&text, capacity, bytes, bytes.count, variant)
        // Base64 is ASCII, so this conversion changes no byte.
        return String(decoding: text.prefix(capacity - 1).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Rejects bytes above 127 first: libsodium 1.0.18 reads them as digits on platforms where `char` is signed.
    static func decode(_ text: String, variant: Int32) -> [UInt8]? {
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        let characters = text.utf8.map(CChar.init(bitPattern:))
        var bytes = [UInt8](repeating: 0, count: characters.count)
        var written = 0
        // With nil as `b64_end`, libsodium rejects text that continues after the last base64 character.
        let status = sodium_base642bin(
            &bytes, bytes.count, characters, characters.count, nil, &written, nil, variant)
        guard status == 0 else { return nil }
        return Array(bytes.prefix(written))
    }
}
