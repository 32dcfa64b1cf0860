/// The data of a page, independent of its language.
///
/// Each page has one template of its name, `<template>.mustache`, whose title is the key `<template>.title`.
package protocol Page: Sendable {
    /// The template's name, without extension.
    static var template: String { get }
    /// The keys that the page's code uses. The template's keys are read from the template.
    static var keys: [String] { get }
    /// The values that the page offers to its template.
    static var values: [PageValue<Self>] { get }
    /// The parts that all pages have.
    var frame: Frame { get }
    /// The seconds after which the browser reloads the page; `nil` outside development.
    var refreshSeconds: Int? { get }
    /// Returns the page's heading, which is also its title.
    func title(in wording: Wording) -> String
}

extension Page {
    package static var keys: [String] { ["\(template).title"] }
    package static var values: [PageValue<Self>] { [] }
    package var refreshSeconds: Int? { nil }
    package func title(in wording: Wording) -> String { wording.text("\(Self.template).title") }
}
