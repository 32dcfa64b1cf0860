import Testing

@testable import Web

struct ClientHelloReaderTests {
    /// Returns a ClientHello of this length in records of at most this size.
    static func hello(length: Int = 200, inRecordsOf size: Int = 16_384) -> [UInt8] {
        let message =
            [1, UInt8(length >> 16), UInt8(length >> 8 & 0xFF), UInt8(length & 0xFF)]
            + [UInt8](repeating: 7, count: length)
        return stride(from: 0, to: message.count, by: size).flatMap { start in
            let part = message[start..<min(start + size, message.count)]
            return [22, 3, 1, UInt8(part.count >> 8), UInt8(part.count & 0xFF)] + part
        }
    }

    private func isWhole(_ octets: some Sequence<UInt8>) -> Bool {
        var reader = ClientHelloReader()
        reader.read(octets)
        return reader.isWhole
    }

    @Test(arguments: [(200, 16_384), (200, 1), (1, 3), (70_000, 16_384)])
    func `is complete with its last octet, for each division into parts`(_ length: Int, _ size: Int) {
        let hello = Self.hello(length: length, inRecordsOf: size)
        #expect(isWhole(hello))
        #expect(!isWhole(hello.dropLast()))
        #expect(isWhole(hello + [22, 3, 1]), "later octets have no effect")
        var reader = ClientHelloReader()
        for (index, octet) in hello.enumerated() {
            #expect(!reader.isWhole, "before octet \(index)")
            reader.read([octet])
        }
        #expect(reader.isWhole)
    }

    @Test(
        arguments: [
            Array("GET / HTTP/1.1\r\n\r\n".utf8), [UInt8](repeating: 0, count: 5000), [22, 3, 1, 0, 0] + hello(),
            [22, 2, 1] + hello().dropFirst(3), [23] + hello().dropFirst(),
            [22, 3, 1, 0, 4, 2, 0, 0, 0], [22, 3, 1, 0, 4, 1, 0, 0, 0],
        ] as [[UInt8]])
    func `other data is never a ClientHello`(_ octets: [UInt8]) {
        #expect(!isWhole(octets + Self.hello()))
    }
}
