/// The check letter of a person's number: the letter at the index that is the number modulo 23.
enum CheckLetter {
    static func of(_ number: Int) -> UInt8 { table[number % table.count] }

    private static let table = Array("TRWAGMYFPDXBNJZSQVHLCKE".utf8)
}
