/// Names of eIDAS in requests and answers.
enum EIDAS {
    static let personIdentifier = "http://eidas.europa.eu/attributes/naturalperson/PersonIdentifier"
    static let substantial = "http://eidas.europa.eu/LoA/substantial"
    static let high = "http://eidas.europa.eu/LoA/high"
}
