/// The values that the layout prints around a page's own content.
struct PageSurroundings {
    let frame: Frame
    let title: String
    let refreshSeconds: Int?

    static let values: [PageValue<Self>] = [
        .text("title") { $0.title },
        .text("refresh") { $0.refreshSeconds.map { String($0) } },
        .text("serviceName") { $0.frame.service?.name },
        .text("serviceLogo") { $0.frame.service?.logo },
        .text("formToken") { $0.frame.formToken },
        .localized("notice") { surroundings, wording in surroundings.frame.notice.map { wording.text($0) } },
        .text("reference") { $0.frame.reference },
        .flag("hasProblems") { !$0.frame.problems.isEmpty },
        .each("problems", Problem.values) { $0.frame.problems },
        .text("linkStart") { $0.frame.address.map { "\($0)\($0.utf8.contains(UInt8(ascii: "?")) ? "&" : "?")" } },
    ]
}
