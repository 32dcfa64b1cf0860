extension Schema {
    /// What operators decided about an entity, beside its metadata.
    static let decisions: [Statement] = [
        "ALTER TABLE entities ADD COLUMN decisions TEXT"
    ]
}
