/// Documents with a given number of things or a given length: the parser accepts the limit and refuses one more.
enum Bounds {
    /// `count` attributes in the whole document, 50 for each element.
    static func attributes(_ count: Int) -> String {
        let elements = (0..<count / 50).map { _ in "<b " + attributes(in: 50) + "/>" }
        return "<a>" + elements.joined() + "<b " + attributes(in: count % 50) + "/></a>"
    }

    private static func attributes(in count: Int) -> String {
        (0..<count).map { "a\($0)=''" }.joined(separator: " ")
    }

    /// `count` declarations, on an element and the element around it.
    static func declarationsInScope(_ count: Int) -> String {
        "<a " + declarations(0..<40) + "><c xmlns='u'/><b " + declarations(40..<count) + "/></a>"
    }

    private static func declarations(_ range: Range<Int>) -> String {
        range.map { "xmlns:a\($0)='u'" }.joined(separator: " ")
    }

    static func namespace(_ octets: Int) -> String { "<a xmlns='\(String(repeating: "u", count: octets))'/>" }

    static func element(_ octets: Int) -> String { "<\(String(repeating: "a", count: octets))/>" }

    static func attribute(_ octets: Int) -> String { "<a \(String(repeating: "a", count: octets))=''/>" }

    static func prefix(_ octets: Int) -> String {
        let prefix = String(repeating: "p", count: octets)
        return "<\(prefix):a xmlns:\(prefix)='u'/>"
    }

    static func prefixList(_ count: Int, octets: Int = 2, separator: String = " ") -> String {
        let prefix = String(repeating: "p", count: octets)
        let list = [String](repeating: prefix, count: count).joined(separator: separator)
        return "<ec:InclusiveNamespaces xmlns:ec='http://www.w3.org/2001/10/xml-exc-c14n#' PrefixList='\(list)'/>"
    }
}
