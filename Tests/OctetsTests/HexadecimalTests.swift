import Octets
import Testing

struct HexadecimalTests {
    @Test func `writes two digits for each octet`() {
        let octets: [UInt8] = [0x00, 0x09, 0x0A, 0x9F, 0xA0, 0xFF]
        #expect(Hexadecimal.lowercase(octets) == "00090a9fa0ff")
        #expect(Hexadecimal.uppercase(octets) == "00090A9FA0FF")
    }

    @Test func `writes no digits for no octets`() {
        #expect(Hexadecimal.lowercase([]) == "")
        #expect(Hexadecimal.uppercase([], separator: ":") == "")
    }

    @Test func `separates octets, without a separator at the ends`() {
        #expect(Hexadecimal.uppercase([0x0B], separator: ":") == "0B")
        #expect(Hexadecimal.uppercase([0x0B, 0xC0, 0x7D], separator: ":") == "0B:C0:7D")
    }

    @Test func `reads the digits that it writes, in both cases`() {
        for value in UInt8(0)..<16 {
            let lowercase = Array(Hexadecimal.lowercase([value]).utf8)
            let uppercase = Array(Hexadecimal.uppercase([value]).utf8)
            #expect(Hexadecimal.value(ofDigit: lowercase[1]) == value)
            #expect(Hexadecimal.value(ofDigit: uppercase[1]) == value)
        }
    }

    @Test func `exactly 22 octets are digits`() {
        let digits = (UInt8.min...UInt8.max).filter { Hexadecimal.value(ofDigit: $0) != nil }
        #expect(digits == Array("0123456789ABCDEFabcdef".utf8))
    }
}
