/// Counts the octets of a ClientHello to find its end. It keeps none of them.
///
/// - SeeAlso: RFC 8446 §5.1 for the records, §4 for the message in them.
struct ClientHelloReader {
    private var header: [UInt8] = []
    /// The octets of the present record that have not arrived.
    private var leftOfRecord = 0
    private var messageHeader: [UInt8] = []
    /// The octets of the message that have not arrived; nil until its length is known.
    private var leftOfMessage: Int?
    private var isForeign = false

    /// Whether the whole ClientHello has been read. Always false for octets that do not begin one.
    var isWhole: Bool { leftOfMessage == 0 }

    mutating func read(_ octets: some Sequence<UInt8>) {
        for octet in octets {
            guard !isWhole, !isForeign else { return }
            if leftOfRecord == 0 {
                readHeader(octet)
            } else {
                leftOfRecord -= 1
                readMessage(octet)
            }
        }
    }

    private mutating func readHeader(_ octet: UInt8) {
        header.append(octet)
        guard header.count == 5 else { return }
        leftOfRecord = Int(header[3]) << 8 | Int(header[4])
        // A handshake record, of a TLS version, that is not empty.
        isForeign = header[0] != 22 || header[1] != 3 || leftOfRecord == 0
        header = []
    }

    private mutating func readMessage(_ octet: UInt8) {
        if let left = leftOfMessage {
            leftOfMessage = left - 1
            return
        }
        messageHeader.append(octet)
        guard messageHeader.count == 4 else { return }
        let length = messageHeader[1...3].reduce(0) { $0 << 8 | Int($1) }
        isForeign = messageHeader[0] != 1 || length == 0
        leftOfMessage = isForeign ? nil : length
    }
}
