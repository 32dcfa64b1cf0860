extension XMLError {
    /// The line of the error, counted from 1, or nil when the error concerns the whole document.
    public var line: Int? {
        switch self {
        case .empty, .tooManyBytes, .encoding, .noMemory: nil
        case .version: 1
        case .notUTF8(let line), .notWellFormed(_, let line), .undeclaredPrefix(_, let line), .documentType(let line),
            .comment(let line), .processingInstruction(let line), .tooDeep(_, let line), .tooManyElements(_, let line),
            .tooManyAttributes(_, let line), .tooManyAttributesInAll(_, let line), .tooManyNamespaces(_, let line),
            .tooManyNamespacesInScope(_, let line), .longNamespace(_, let line), .longName(_, let line),
            .longPrefix(_, let line), .longPrefixList(_, _, let line):
            line
        }
    }

    /// What is wrong, without the line.
    public var explanation: String {
        switch self {
        case .empty: "the document is empty"
        case .tooManyBytes(let maximum): "the document is larger than \(maximum) bytes"
        case .notUTF8: "a byte is not UTF-8"
        case .encoding(let name): "the XML declaration names the encoding \(name), and only UTF-8 is accepted"
        case .version: "the XML declaration names a version other than 1.0"
        case .notWellFormed(let detail, _): "not well-formed XML: \(detail)"
        case .undeclaredPrefix(let detail, _): "a prefix is not declared: \(detail)"
        case .documentType: "a document type declaration is not allowed"
        case .comment: "a comment is not allowed here"
        case .processingInstruction: "a processing instruction is not allowed"
        case .tooDeep(let maximum, _): "elements are nested deeper than \(maximum)"
        case .tooManyElements(let maximum, _): "there are more than \(maximum) elements"
        case .tooManyAttributes(let maximum, _):
            "an element has more than \(maximum) attributes or namespace declarations"
        case .tooManyAttributesInAll(let maximum, _): "there are more than \(maximum) attributes in all"
        case .tooManyNamespaces(let maximum, _): "there are more than \(maximum) namespace declarations"
        case .tooManyNamespacesInScope(let maximum, _):
            "an element and its ancestors have more than \(maximum) namespace declarations"
        case .longNamespace(let maximum, _): "a namespace's URI is longer than \(maximum) bytes"
        case .longName(let maximum, _): "the name of an element or attribute is longer than \(maximum) bytes"
        case .longPrefix(let maximum, _): "a prefix is longer than \(maximum) bytes"
        case .longPrefixList(let maximum, let bytes, _):
            "a PrefixList has more than \(maximum) prefixes, or one longer than \(bytes) bytes"
        case .noMemory: "there is not enough memory to read the document"
        }
    }

    /// How the author of the document corrects it.
    public var fix: String {
        switch self {
        case .empty: "write the document into it"
        case .notUTF8, .encoding: "save it as UTF-8, and say so in its XML declaration or leave that out"
        case .version: "write version=\"1.0\""
        case .notWellFormed: "correct it there, or export it again: it must be one XML document and nothing else"
        case .undeclaredPrefix: "declare the prefix with xmlns:"
        case .documentType: "remove the <!DOCTYPE"
        case .comment: "remove the comment"
        case .processingInstruction: "remove the <?…?>"
        case .tooManyBytes, .tooDeep, .tooManyElements, .tooManyAttributes, .tooManyAttributesInAll,
            .tooManyNamespaces, .tooManyNamespacesInScope:
            "make the document smaller: it exceeds a limit against denial of service"
        case .longNamespace, .longName, .longPrefix, .longPrefixList:
            "use the names of the standard, and short prefixes"
        case .noMemory: "try again when more memory is free"
        }
    }
}

extension XMLError: CustomStringConvertible {
    /// One line: the line's number and what is wrong.
    public var description: String { line.map { "line \($0): \(explanation)" } ?? explanation }
}
