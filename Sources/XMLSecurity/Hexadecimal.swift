/// Encodes octets as lower-case hexadecimal digits.
enum Hexadecimal {
    static func encode(_ octets: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var output: [UInt8] = []
        output.reserveCapacity(octets.count * 2)
        for octet in octets {
            output.append(digits[Int(octet >> 4)])
            output.append(digits[Int(octet & 15)])
        }
        return String(decoding: output, as: UTF8.self)
    }
}
