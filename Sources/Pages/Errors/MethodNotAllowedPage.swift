/// The page for an address that does not support the request's method.
package struct MethodNotAllowedPage: Page {
    package static let template = "method-not-allowed"

    package let frame: Frame

    package init(frame: Frame) { self.frame = frame }
}
