/// A page as plain data, before it is HTML in anybody's language.
///
/// Each page has one template of its name, `<template>.mustache`, whose title is the key `<template>.title`.
package protocol Page: Sendable {
    /// The template's name, without extension.
    static var template: String { get }
    /// Keys that the page asks for by itself: those in the template are known from it.
    static var keys: [String] { get }
    /// What the template is filled with.
    static var values: [PageValue<Self>] { get }
    /// What all pages have in common.
    var frame: Frame { get }
    /// Seconds after which the browser fetches the page again; `nil` for all but the development ones.
    var refreshSeconds: Int? { get }
    /// The page's heading, also its title.
    func title(in wording: Wording) -> String
}

extension Page {
    package static var keys: [String] { ["\(template).title"] }
    package static var values: [PageValue<Self>] { [] }
    package var refreshSeconds: Int? { nil }
    package func title(in wording: Wording) -> String { wording.text("\(Self.template).title") }
}
