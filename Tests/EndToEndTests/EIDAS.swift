/// The names of eIDAS that services ask for and are told.
enum EIDAS {
    static let personIdentifier = "http://eidas.europa.eu/attributes/naturalperson/PersonIdentifier"
    static let substantial = "http://eidas.europa.eu/LoA/substantial"
    static let high = "http://eidas.europa.eu/LoA/high"
}
