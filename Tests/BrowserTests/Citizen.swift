/// An invented citizen: Ana Española del Test, each time with another document and telephone.
struct Citizen: Sendable {
    let document: String
    let phone: String

    /// The date until which the document is valid, as its holder types it.
    static let validity = "01/01/2035"

    init(number: Int) {
        let letters = Array("TRWAGMYFPDXBNJZSQVHLCKE")
        document = "\(number)\(letters[number % 23])"
        phone = "+346\(number)"
    }
}
