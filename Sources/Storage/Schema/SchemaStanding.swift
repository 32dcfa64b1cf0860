/// How the schema of a database relates to the program that opened it.
package enum SchemaStanding: Sendable, Equatable {
    case current
    /// The next release has migrated the database already. This program runs on it until it is replaced.
    case newer(found: Int, known: Int)
}
