import SAML

/// The result of a sign-in: person, method, level and attributes.
struct PersonView: Sendable {
    let person: SignedIn

    var html: HTML {
        """
        <section class="panel" id="identidad">
        <h2>Quién se ha identificado</h2>
        <dl>
        \(row("Nombre", person.fullName))
        \(row("Identificador", person.personIdentifier))
        \(row("Nivel", person.level?.name ?? "desconocido"))
        \(row("Método (SelectedIdP)", person.selectedIdP))
        \(row("Momento de la autenticación", SAMLInstant.format(person.authnInstant)))
        </dl>
        \(missing)
        <details>
        <summary>Detalles técnicos</summary>
        <dl>
        \(row("Clase de autenticación", person.authnContextClass?.rawValue))
        \(row("Fin de la sesión", person.sessionEnd.map(SAMLInstant.format)))
        \(row("NameID", person.nameID?.value))
        \(row("Formato del NameID", person.nameID?.format?.rawValue ?? "sin formato"))
        \(row("Quién lo afirma", person.issuer.rawValue))
        \(row("Firmado", signatures))
        \(row("Válido desde", person.notBefore.map(SAMLInstant.format)))
        \(row("Válido hasta", person.notOnOrAfter.map(SAMLInstant.format)))
        \(row("Recibido", SAMLInstant.format(person.receivedAt)))
        </dl>
        </details>
        <h2>Atributos recibidos</h2>
        \(attributes)
        </section>
        """
    }

    private var signatures: String {
        switch (person.responseIsSigned, person.assertionIsSigned) {
        case (true, true): "la respuesta y la aserción"
        case (true, false): "la respuesta"
        case (false, true): "la aserción"
        case (false, false): "nada"
        }
    }

    private var missing: HTML? {
        guard !person.missingAttributes.isEmpty else { return nil }
        return """
            <p class="notice bad" role="status">No ha llegado lo que el servicio pide: \
            \(person.missingAttributes.joined(separator: ", ")).</p>
            """
    }

    private var attributes: HTML {
        guard !person.attributes.isEmpty else { return "<p>Ninguno.</p>" }
        return """
            <dl>
            \(person.attributes.map { attribute in
                row(
                    attribute.friendlyName ?? attribute.name, attribute.values.map(\.text).joined(separator: " · "),
                    title: attribute.name)
            })
            </dl>
            """
    }

    private func row(_ name: String, _ value: String?, title: String = "") -> HTML {
        guard let value else { return "" }
        let note: HTML = title.isEmpty ? "" : "<span class=\"name\">\(title)</span>"
        return "<div><dt>\(name)\(note)</dt><dd>\(value)</dd></div>\n"
    }
}
