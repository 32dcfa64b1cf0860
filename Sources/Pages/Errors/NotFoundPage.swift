/// The page for an unknown address.
package struct NotFoundPage: Page {
    package static let template = "not-found"

    package let frame: Frame

    package init(frame: Frame) { self.frame = frame }
}
