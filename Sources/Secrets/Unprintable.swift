/// A type whose values print only the name of the type.
///
/// Interpolation, `print`, `dump` and the reflection of a value that contains it show, for example, `‹Password›`, so a
/// secret cannot reach a log by accident. A conforming type has a property that returns the content explicitly.
package protocol Unprintable: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {}

extension Unprintable {
    package var description: String { "‹\(Self.self)›" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
