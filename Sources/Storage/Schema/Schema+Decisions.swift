extension Schema {
    /// The operator's decisions about an entity, in addition to its metadata.
    static let decisions: [Statement] = [
        "ALTER TABLE entities ADD COLUMN decisions TEXT"
    ]
}
