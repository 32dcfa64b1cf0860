/// An invented citizen: Ana Española del Test, with a document and telephone for each number.
struct Citizen: Sendable {
    let document: String
    let phone: String

    /// The last day of the document's validity, as typed.
    static let validity = "01/01/2035"

    init(number: Int) {
        let letters = Array("TRWAGMYFPDXBNJZSQVHLCKE")
        document = "\(number)\(letters[number % 23])"
        phone = "+346\(number)"
    }
}
