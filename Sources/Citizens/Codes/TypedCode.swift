/// Normalisation of codes that people type with spaces, hyphens or small letters.
enum TypedCode {
    /// Returns `length` capital letters A–Z and digits. Nil for any other text, also for full-width characters.
    static func normalised(_ typed: String, length: Int) -> String? {
        guard typed.utf8.count <= 64 else { return nil }
        let scalars = typed.unicodeScalars.filter { !separators.contains($0) }
        guard scalars.count == length, scalars.allSatisfy(\.isASCII) else { return nil }
        let characters = scalars.map { UInt8($0.value).capitalised }
        guard characters.allSatisfy({ $0.isASCIIDigit || $0.isCapital }) else { return nil }
        return String(decoding: characters, as: UTF8.self)
    }

    private static let separators: Set<Unicode.Scalar> = [" ", "\t", "\r", "\n", "\u{A0}", "-"]
}
