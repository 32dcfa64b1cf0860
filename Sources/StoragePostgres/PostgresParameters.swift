import CLibPQ
import Storage

/// A statement's values in PostgreSQL's binary format, in one buffer.
struct PostgresParameters {
    /// The declared types; 0 for NULL, whose type the server infers.
    let types: [Oid]
    private let buffer: [UInt8]
    /// The range of each value in the buffer; nil for NULL.
    private let ranges: [Range<Int>?]

    init(_ values: [StoredValue]) throws(StorageFault) {
        var types: [Oid] = []
        var buffer: [UInt8] = []
        var ranges: [Range<Int>?] = []
        for value in values {
            let start = buffer.count
            switch value {
            case .null:
                types.append(0)
                ranges.append(nil)
                continue
            case .integer(let integer):
                types.append(PostgresType.int8)
                withUnsafeBytes(of: integer.bigEndian) { buffer.append(contentsOf: $0) }
            case .text(let text):
                guard !text.utf8.contains(0) else { throw .statement("U+0000 in a text value") }
                types.append(PostgresType.text)
                buffer.append(contentsOf: text.utf8)
            case .bytes(let bytes):
                types.append(PostgresType.bytea)
                buffer.append(contentsOf: bytes)
            }
            ranges.append(start..<buffer.count)
        }
        // An empty buffer has no address, and an empty value needs an address that is not NULL.
        buffer.append(0)
        self.types = types
        self.buffer = buffer
        self.ranges = ranges
    }

    /// Passes the arguments of `PQexecPrepared` to the closure. The pointers are valid during the call only.
    func withPointers<Result>(
        _ body: (_ values: [UnsafePointer<CChar>?], _ lengths: [Int32], _ formats: [Int32]) -> Result
    ) -> Result {
        buffer.withUnsafeBytes { bytes in
            let address = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            return body(
                ranges.map { range in range.flatMap { address?.advanced(by: $0.lowerBound) } },
                ranges.map { Int32($0?.count ?? 0) },
                [Int32](repeating: 1, count: ranges.count))
        }
    }
}

/// The supported types, by their fixed OIDs in the server's catalogue.
enum PostgresType {
    static let bool: Oid = 16
    static let bytea: Oid = 17
    static let int8: Oid = 20
    static let int2: Oid = 21
    static let int4: Oid = 23
    static let text: Oid = 25
    static let varchar: Oid = 1043
}
