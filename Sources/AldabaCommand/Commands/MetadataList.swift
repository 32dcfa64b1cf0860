import ArgumentParser
import Foundation
import Octets
import SAML
import Storage

extension MetadataCommand {
    /// `aldaba metadata list`: lists the entities.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the entities and the decisions about them.")
        @OptionGroup var options: ConfigurationOption
        @Flag(help: "Print JSON.") var json = false

        struct Row: Encodable {
            let entityID: String
            let source: String
            let file: String?
            let addedAt: Date
            let name: String?
            let decisions: Decisions?
            /// The reason why the broker ignores the entity.
            let problem: String?

            init(_ row: EntityRow) {
                entityID = row.entityID
                addedAt = row.addedAt
                switch row.source {
                case .folder(let fileName): (source, file) = ("folder", fileName)
                case .registered: (source, file) = ("registered", nil)
                }
                var problem: String?
                do throws(MetadataError) {
                    let entity = try EntityDescriptor(decoding: row.xml)
                    name = entity.serviceProvider?.role.uiInfo?.displayNames.text(
                        preferring: FallbackLanguages.inOrder)
                } catch {
                    name = nil
                    problem = "\(error)"
                }
                do throws(Failure) {
                    decisions = try row.readDecisions()
                } catch {
                    decisions = nil
                    problem = problem ?? error.message
                }
                self.problem = problem
            }

            var cells: [String] {
                let cells = [entityID, file ?? source, problem ?? name ?? ""]
                return decisions.map { cells + [$0.summary] } ?? cells
            }
        }

        func run() async throws {
            let database = try await Installation(try options.read()).database()
            let rows = try await database.read { try EntityStore($0).list() }.map(Row.init)
            if json { return try CommandOutput.json(rows) }
            CommandOutput.table(rows.map(\.cells))
        }
    }

    /// `aldaba metadata show`: prints an entity's metadata.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print an entity's metadata, unchanged.",
            discussion: """
                Prints only the metadata to standard output, and a summary of the decisions to standard error.
                """)
        @OptionGroup var options: ConfigurationOption
        @Flag(help: "Print the decisions instead, unchanged.") var decisions = false
        @Argument(help: "The entityID.") var entityID: String

        func run() async throws {
            let database = try await Installation(try options.read()).database()
            let row = try await database.read { try EntityStore($0).find(entityID) }
            guard let row else { throw MetadataCommand.unknown(entityID) }
            try FileHandle.standardOutput.write(
                contentsOf: decisions ? Data((row.decisions?.shown ?? "").utf8) : Data(row.xml))
            do throws(Failure) {
                let summary = try row.readDecisions()?.summary
                if let summary, !decisions { CommandOutput.error("\(entityID): decisions: \(summary)") }
                if summary == nil, decisions { CommandOutput.error("\(entityID): there are no decisions about it") }
            } catch {
                CommandOutput.error("\(entityID): \(error)")
            }
        }
    }
}

extension StoredDecisions {
    /// The operator's text, unchanged. Decisions that the operator did not write as text are shown as their document.
    var shown: String? { text ?? document.map { $0 + "\n" } }
}

extension EntityRow {
    /// Reads the decisions about the entity. Nil when there are none.
    ///
    /// - Throws: `Failure` when they cannot be read. Then the broker ignores the entity.
    func readDecisions() throws(Failure) -> Decisions? {
        guard let decisions else { return nil }
        do throws(Failure) {
            return try Decisions(decisions)
        } catch {
            throw Failure(
                "the decisions about it cannot be read (\(error)), so the broker ignores it: replace them with "
                    + "«metadata decide»")
        }
    }
}
