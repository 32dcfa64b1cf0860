import CLibPQ
import Storage

/// A statement that the server has prepared for one connection: a text, and the types of its values. It plans for both.
final class PreparedStatement {
    let name: String
    let types: [Oid]
    /// The columns of its results, once there was one.
    private var columns: Columns?

    init(name: String, types: [Oid]) {
        self.name = name
        self.types = types
    }

    /// The columns of a result of this statement.
    func columns(of result: OpaquePointer) -> Columns {
        if let columns, columns.names.count == PQnfields(result) { return columns }
        let new = Columns((0..<PQnfields(result)).map { String(cString: PQfname(result, $0)) })
        columns = new
        return new
    }
}
