/// A value that prints as its type's name and nothing more.
///
/// Interpolation, `print`, `dump` and the reflection of a value that contains it show `‹Password›`: what must not
/// reach a log cannot get there by accident. The conforming type has a property that gives the content on purpose.
package protocol Unprintable: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {}

extension Unprintable {
    package var description: String { "‹\(Self.self)›" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
