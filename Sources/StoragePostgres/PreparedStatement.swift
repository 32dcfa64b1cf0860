import CLibPQ
import Storage

/// A statement that the server has prepared for one connection, for one text and the types of its values. The server's
/// plan depends on both.
final class PreparedStatement {
    let name: String
    let types: [Oid]
    /// The columns of its results, set by the first result.
    private var columns: Columns?

    init(name: String, types: [Oid]) {
        self.name = name
        self.types = types
    }

    /// Returns the columns of a result of this statement.
    func columns(of result: OpaquePointer) -> Columns {
        if let columns, columns.names.count == PQnfields(result) { return columns }
        let new = Columns((0..<PQnfields(result)).map { String(cString: PQfname(result, $0)) })
        columns = new
        return new
    }
}
