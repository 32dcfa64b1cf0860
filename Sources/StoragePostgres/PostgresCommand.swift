import Storage

/// The statements that begin and end a transaction, prepared when a connection is opened.
enum PostgresCommand: String, CaseIterable {
    case beginReading = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    case beginWriting = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
    case commit = "COMMIT"
    case rollBack = "ROLLBACK"

    static func begin(_ access: Access) -> PostgresCommand {
        switch access {
        case .reading: .beginReading
        case .writing: .beginWriting
        }
    }

    /// The name of the prepared statement.
    var name: String {
        switch self {
        case .beginReading: "begin_reading"
        case .beginWriting: "begin_writing"
        case .commit: "commit"
        case .rollBack: "roll_back"
        }
    }
}
