import Secrets

extension MasterSecretError {
    /// The problem with the file, and what to do.
    var message: String {
        let cause =
            switch self {
            case .empty: "is empty"
            case .notBase64: "is not base64"
            case .length(let expected, let received): "has \(received) bytes, expected \(expected)"
            case .constant: "repeats a single byte, which is easy to guess"
            }
        return "is not a master key, it \(cause): restore its backup, or create one with «aldaba keys generate»"
    }
}
