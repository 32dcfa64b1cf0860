/// The letter that guards a person's number against slips: the number modulo 23 looks it up.
enum CheckLetter {
    static func of(_ number: Int) -> UInt8 { table[number % table.count] }

    private static let table = Array("TRWAGMYFPDXBNJZSQVHLCKE".utf8)
}
