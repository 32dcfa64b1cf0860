import Foundation

/// The logo of the office.
enum Logo {
    static let svg = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64">\
        <rect width="64" height="64" rx="10" fill="#1f3a8a"/>\
        <path fill="#fff" d="M32 12 52 24v4H12v-4zM16 31h6v15h-6zM29 31h6v15h-6zM42 31h6v15h-6zM12 48h40v5H12z"/></svg>
        """

    /// The logo as a data URL, so that the identity provider's pages need not download it from the office.
    static let dataURL = "data:image/svg+xml;base64," + Data(svg.utf8).base64EncodedString()
}
