/// There is something at this address, and not for this method.
package struct MethodNotAllowedPage: Page {
    package static let template = "method-not-allowed"

    package let frame: Frame

    package init(frame: Frame) { self.frame = frame }
}
