/// A page in one language, ready to be written: its markup and texts as octets, and the operations between them.
struct PageProgram: Sendable {
    /// The position of a value among those of the page, of its surroundings, or of the present item.
    enum Place: Hashable, Sendable {
        case page(Int)
        case surroundings(Int)
        case item(Int)
    }

    enum Operation: Hashable, Sendable {
        /// Writes octets of the program.
        case write(Range<Int>)
        /// Writes a value.
        case value(Place)
        /// Skips that many operations unless the value is shown.
        case skipUnless(Place, Int)
        /// Skips that many operations if the value is shown.
        case skipIf(Place, Int)
        /// Runs that many operations once for each item.
        case each(Place, Int)
    }

    /// The values to which places refer.
    struct Values {
        let page: [PageContent]
        let surroundings: [PageContent]

        fileprivate func content(at place: Place, item: [PageContent]) -> PageContent {
            switch place {
            case .page(let index): page[index]
            case .surroundings(let index): surroundings[index]
            case .item(let index): item[index]
            }
        }

        fileprivate var size: Int { page.reduce(0) { $0 + $1.size } + surroundings.reduce(0) { $0 + $1.size } }
    }

    let octets: [UInt8]
    let operations: [Operation]

    func write(_ values: Values, to output: inout some PageOutput) {
        output.reserve(octets.count + values.size)
        octets.withUnsafeBytes { octets in
            perform(operations.indices, with: values, item: [], octets, &output)
        }
    }

    private func perform(
        _ range: Range<Int>, with values: Values, item: [PageContent], _ octets: UnsafeRawBufferPointer,
        _ output: inout some PageOutput
    ) {
        var index = range.lowerBound
        while index < range.upperBound {
            let operation = operations[index]
            index += 1
            switch operation {
            case .write(let range): output.append(octets: UnsafeRawBufferPointer(rebasing: octets[range]))
            case .value(let place): values.content(at: place, item: item).write(to: &output)
            case .skipUnless(let place, let count):
                if !values.content(at: place, item: item).isShown { index += count }
            case .skipIf(let place, let count):
                if values.content(at: place, item: item).isShown { index += count }
            case .each(let place, let count):
                for item in values.content(at: place, item: item).items {
                    perform(index..<(index + count), with: values, item: item, octets, &output)
                }
                index += count
            }
        }
    }
}
