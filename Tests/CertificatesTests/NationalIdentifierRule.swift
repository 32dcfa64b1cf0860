/// DNI, NIE and the NIF of persons by their check letter, as the register has it.
@Sendable func isNationalIdentifier(_ text: String) -> Bool {
    let table = Array("TRWAGMYFPDXBNJZSQVHLCKE")
    let leading = ["X": "0", "Y": "1", "Z": "2", "K": "", "L": "", "M": ""]
    guard text.count == 9, let first = text.first, let last = text.last else { return false }
    let number = (leading[String(first)] ?? String(first)) + text.dropFirst().dropLast()
    return Int(number).map { table[$0 % 23] == last } ?? false
}
