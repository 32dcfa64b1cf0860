import Foundation
import Octets
import Testing

struct FieldTests {
    private func read<Value: FieldCodable>(_ octets: [UInt8], as type: Value.Type = Value.self) throws -> Value {
        var fields = FieldReader(octets, version: 1)
        let value = try fields.read(Value.self)
        try fields.finish()
        return value
    }

    private func throughFields<Value: FieldCodable>(_ value: Value) throws -> Value {
        var fields = FieldWriter()
        fields.write(value)
        return try read(fields.octets)
    }

    @Test(arguments: [0, 1, 127, 128, 16_383, 16_384, Int.max])
    func `reads back a written number`(_ number: Int) throws {
        #expect(try throughFields(number) == number)
    }

    @Test(arguments: ["", "a", "ñ€𝄞", "a\0b", String(repeating: "x", count: 300)])
    func `reads back a written text`(_ text: String) throws {
        #expect(try throughFields(text).utf8.elementsEqual(text.utf8))
        #expect(try throughFields([text, text]) == [text, text])
        #expect(try throughFields(Optional(text)) == text)
    }

    @Test func `reads absent values, truth values and instants as they were`() throws {
        #expect(try throughFields(String?.none) == nil)
        #expect(try throughFields([true, false]) == [true, false])
        let instant = Date(timeIntervalSince1970: 1_796_093_156.123456)
        #expect(try throughFields(instant) == instant)
        #expect(try throughFields(-0.1) == -0.1)
    }

    @Test func `octets have the same form as an array and as a string`() throws {
        var (array, string) = (FieldWriter(), FieldWriter())
        array.write([UInt8](0...200))
        string.write(string: [UInt8](0...200))
        #expect(array.octets == string.octets)
        var fields = FieldReader(string.octets, version: 1)
        #expect(try fields.string() == [UInt8](0...200))
    }

    @Test func `refuses octets that end within a value`() {
        var fields = FieldWriter()
        fields.write(["one", "two"])
        for length in 0..<fields.octets.count {
            #expect(throws: FieldError.truncated) {
                try read(Array(fields.octets.prefix(length)), as: [String].self)
            }
        }
    }

    @Test func `refuses octets that follow the last value`() {
        #expect(throws: FieldError.excess(2)) { try read([1, 0, 0], as: Bool.self) }
    }

    @Test func `refuses malformed values`() {
        #expect(throws: FieldError.malformed("Bool")) { try read([2], as: Bool.self) }
        #expect(throws: FieldError.malformed("UTF-8")) { try read([2, 0xC3, 0x28], as: String.self) }
        #expect(throws: FieldError.malformed("a length")) {
            try read([UInt8](repeating: 0xFF, count: 10), as: Int.self)
        }
    }

    @Test func `a false length allocates no memory`() {
        var fields = FieldWriter()
        fields.append(length: .max)
        #expect(throws: FieldError.truncated) { try read(fields.octets, as: [String].self) }
        #expect(throws: FieldError.truncated) { try read(fields.octets, as: String.self) }
    }
}
