import Secrets

extension MasterSecretError {
    /// What is wrong with the file, and what to do.
    var words: String {
        let cause =
            switch self {
            case .empty: "is empty"
            case .notBase64: "is not base64"
            case .length(let expected, let received): "holds \(received) bytes and not \(expected)"
            case .constant: "holds the same byte over and over, which anybody can guess"
            }
        return "is no master key, it \(cause): put back its copy, or make one with «aldaba keys generate»"
    }
}
