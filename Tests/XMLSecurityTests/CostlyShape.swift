/// The content of a small signed request whose canonical form is large or slow.
struct CostlyShape: CustomStringConvertible, Sendable {
    let description: String
    /// Declarations and attributes of the signed element.
    let attributes: String
    /// The content of the signed element except its signature.
    let content: String
    /// The listed prefixes of the reference's transform.
    let prefixes: [String]

    private init(
        _ description: String, attributes: String = "", prefixes: [String] = [], content: String
    ) {
        self.description = description
        self.attributes = attributes
        self.content = content
        self.prefixes = prefixes
    }

    /// The template that `xmlsec1` signs.
    var template: SignatureTemplate {
        var template = SignatureTemplate()
        template.attributes = attributes
        template.content = content
        guard !prefixes.isEmpty else { return template }
        let inclusive =
            "<ec:InclusiveNamespaces xmlns:ec='\(SignatureTemplate.exclusive)' "
            + "PrefixList='\(prefixes.joined(separator: " "))'/>"
        template.transforms =
            SignatureTemplate.transform(SignatureTemplate.enveloped)
            + SignatureTemplate.transform(SignatureTemplate.exclusive, inclusive)
        return template
    }

    static let all: [CostlyShape] = growing + slow + bearable

    private static let long = "urn:" + String(repeating: "u", count: 1_000)

    private static func declarations(_ count: Int, _ uri: String = "urn") -> String {
        (0..<count).map { "xmlns:p\($0)='\(uri):\($0)'" }.joined(separator: " ")
    }

    /// Shapes with a large canonical form.
    static let growing: [CostlyShape] = [
        CostlyShape(
            "a long namespace that many siblings use", attributes: "xmlns:p='\(long)'",
            content: String(repeating: "<p:a/>", count: 900)),
        CostlyShape(
            "a long namespace that many attributes use", attributes: "xmlns:p='\(long)'",
            content: String(repeating: "<a p:a=''/>", count: 900)),
        CostlyShape(
            "long namespaces in turns", attributes: declarations(20, long),
            content: (0..<900).map { "<p\($0 % 20):a/>" }.joined()),
        CostlyShape(
            "a long default namespace", attributes: "xmlns:p='\(long)'",
            content: String(repeating: "<a xmlns='urn:a'><p:b/><b xmlns=''><p:c/></b></a>", count: 300)),
        CostlyShape("ampersands in a section", content: "<![CDATA[\(String(repeating: "&", count: 50_000))]]>"),
        CostlyShape(
            "prefixes that are listed, and change their meaning", attributes: declarations(16, long),
            prefixes: (0..<16).map { "p\($0)" },
            content: String(
                repeating: "<a xmlns:p0='urn:x'><b xmlns:p0='urn:y'><p1:c/><p0:c/></b><p0:d/></a>", count: 200)),
    ]

    /// Shapes whose canonical form takes many comparisons.
    static let slow: [CostlyShape] = [
        CostlyShape(
            "prefixes that are listed, in the depth", attributes: declarations(60),
            prefixes: (0..<16).map { "p\(40 + $0)" },
            content: String(
                repeating: String(repeating: "<a>", count: 28) + String(repeating: "<b/>", count: 200)
                    + String(repeating: "</a>", count: 28), count: 5)),
        CostlyShape(
            "attributes whose names differ at the end",
            content: String(
                repeating: "<a "
                    + (0..<60).map { "\(String(repeating: "n", count: 200))\($0)=''" }.joined(separator: " ") + "/>",
                count: 8)),
        CostlyShape(
            "attributes whose namespaces differ at the end", attributes: declarations(50, long),
            content: String(
                repeating: "<a " + (0..<50).reversed().map { "p\($0):a=''" }.joined(separator: " ") + "/>", count: 60)),
    ]

    /// Shapes of the same kinds that are small enough to accept.
    static let bearable: [CostlyShape] = [
        CostlyShape(
            "a listed prefix that is declared again", attributes: "xmlns:p='urn:p'", prefixes: ["p", "#default"],
            content: String(repeating: "<a xmlns='urn:a' xmlns:p='urn:q'><b xmlns='' xmlns:p='urn:p'/></a>", count: 200)
        ),
        CostlyShape(
            "prefixes that differ at the end",
            attributes: (0..<50).map { "xmlns:\(String(repeating: "p", count: 60))\($0)='urn:\($0)'" }
                .joined(separator: " "),
            content: String(
                repeating: "<\(String(repeating: "p", count: 60))7:a/>", count: 900)),
    ]
}
