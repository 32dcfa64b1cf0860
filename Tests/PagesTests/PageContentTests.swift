import Foundation
import FoundationXML
import Testing

@testable import Pages

@Suite struct PageContentTests {
    let renderer: PageRenderer

    init() throws { renderer = try Samples.renderer.get() }

    @Test func `methods keep their order, and a method with a URL is a link`() throws {
        let offers: [MethodSelectionPage.Offer] = [
            .init(.certificate, action: "/certificate", isLink: true), .init(.pin, action: "/pin"),
        ]
        let page = try document(
            MethodSelectionPage(
                frame: Frame(formToken: "t"), level: .atLeast(.high), releases: [], offers: offers,
                absences: [.init(.permanentKey, because: .levelTooLow)], cancelAction: "/cancel"))
        #expect(
            try page.nodes(forXPath: "//li[@class='method']/h3").compactMap(\.stringValue) == [
                "Certificado o DNI electrónico", "PIN por SMS",
            ])
        #expect(try page.text(at: "//a[@href='/certificate']") == "Entrar con certificado")
        #expect(try page.text(at: "//form[@action='/pin']/input[@name='method']/@value") == "pin")
        #expect(try page.text(at: "//ul[@class='absences']").contains("No alcanza el nivel"))
        #expect(try page.nodes(forXPath: "//form[@action='/cancel']").count == 1)
    }

    @Test func `an error is linked to its field, which is marked as invalid`() throws {
        let page = try document(
            PINRequestPage(
                frame: Frame(formToken: "t", problems: [Problem(.codeMalformed, field: .code)]), action: "/a",
                cancelAction: "/c", backAddress: nil, code: "K7"))
        #expect(try page.text(at: "//title").hasPrefix("Revise los datos: "))
        #expect(try page.nodes(forXPath: "//div[@role='alert']//a[@href='#code']").count == 1)
        #expect(try page.text(at: "//input[@id='code']/@aria-invalid") == "true")
        #expect(try page.text(at: "//input[@id='code']/@aria-describedby") == "code-hint code-problem")
        #expect(try page.nodes(forXPath: "//details[@open]//input[@id='code']").count == 1)
        #expect(try page.nodes(forXPath: "//input[@id='document']/@aria-invalid").isEmpty)
    }

    @Test func `the help for registration and forgotten passwords are links`() throws {
        let pages: [any Page] = [
            MethodSelectionPage(
                frame: Frame(), level: nil, releases: [], offers: [], cancelAction: "/c",
                registrationHelp: "https://registro.example/"),
            PINRequestPage(
                frame: Frame(), action: "/a", cancelAction: "/c", backAddress: nil, code: "K7M2",
                registrationHelp: "https://registro.example/"),
            PermanentKeyPage(
                frame: Frame(), action: "/a", cancelAction: "/c", backAddress: nil,
                forgottenAddress: "https://registro.example/clave", registrationHelp: "https://registro.example/"),
        ]
        for page in pages {
            #expect(try document(page).text(at: "//a[@href='https://registro.example/']") == "Cómo registrarse")
        }
        let forgotten = "//a[@href='https://registro.example/clave']"
        #expect(try document(pages[2]).text(at: forgotten) == "He olvidado mi contraseña")
        let without = PermanentKeyPage(frame: Frame(), action: "/a", cancelAction: "/c", backAddress: nil)
        #expect(try !document(without).text(at: "//main").contains("registrado"))
    }

    @Test func `the code after a password is the second of two steps`() throws {
        let first = PermanentKeyPage(
            frame: Frame(), action: "/a", cancelAction: "/c", backAddress: nil, needsOneTimeCode: true)
        #expect(try document(first).text(at: "//p[@class='step']") == "Paso 1 de 2")
        let second = try document(#require(Samples.plain.all.first { $0 is OneTimeCodeEntryPage }))
        #expect(try second.text(at: "//p[@class='step']") == "Paso 2 de 2")
        #expect(try second.text(at: "//main").contains("Elegir otra forma"))
    }

    @Test func `a citizen who returns to the answer page finds a link to the service`() throws {
        func page(_ home: String) throws -> XMLDocument {
            try document(
                AnswerFormPage(
                    frame: Frame(service: ServiceDescription(name: "Sede", home: home)),
                    destination: "https://sede.example/acs",
                    fields: [], nonce: "n"))
        }
        #expect(try page("https://sede.example/").text(at: "//div[@id='returned']//a") == "Ir a Sede")
        #expect(try page("javascript:alert(1)").nodes(forXPath: "//a[starts-with(@href, 'javascript')]").isEmpty)
    }

    @Test func `the page after a PIN request does not reveal the register`() throws {
        let page = try document(#require(Samples.plain.all.first { $0 is PINEntryPage }))
        let text = try page.text(at: "//main")
        #expect(text.contains("Si los datos son correctos, le hemos enviado un SMS"))
        #expect(text.contains("hasta las 21:51 (hora peninsular)"))
        #expect(text.contains("dentro de 24 segundos"))
        #expect(try page.text(at: "//input[@id='accessCode']/@autocomplete") == "one-time-code")
    }

    @Test func `a password is never shown again, and password managers recognize the fields`() throws {
        let page = try document(
            PermanentKeyPage(frame: Frame(), action: "/a", cancelAction: "/c", backAddress: nil, document: "12345678Z"))
        #expect(try page.text(at: "//input[@id='document']/@value") == "12345678Z")
        #expect(try page.text(at: "//input[@type='password']/@value").isEmpty)
        #expect(try page.text(at: "//input[@id='document']/@autocomplete") == "username")
        #expect(try page.text(at: "//input[@type='password']/@autocomplete") == "current-password")
    }

    @Test func `field names cannot block the script that posts the answer`() throws {
        let page = try document(
            AnswerFormPage(
                frame: Frame(), destination: "https://sede.example/acs?a=1&b=2",
                fields: [.init("SAMLResponse", "PHg+"), .init("RelayState", "")], nonce: "n"))
        #expect(try page.text(at: "//form[@id='answer']/@action") == "https://sede.example/acs?a=1&b=2")
        #expect(
            try page.nodes(forXPath: "//form//input[@type='hidden']/@name").compactMap(\.stringValue) == [
                "SAMLResponse", "RelayState",
            ])
        #expect(try page.nodes(forXPath: "//form//button[@type='submit']").count == 1)
        #expect(try page.text(at: "//script").contains("HTMLFormElement.prototype.submit.call"))
    }

    @Test func `the certificate page shows the cause with its date and another method`() throws {
        let page = try document(
            CertificateFailurePage(
                frame: Frame(), cause: .revoked(since: Samples.now), retryAddress: nil, otherWayAddress: "/other"))
        #expect(try page.text(at: "//h1") == "No se ha proporcionado un certificado válido")
        #expect(try page.text(at: "//div[@class='cause']").contains("lo anuló el 21 de noviembre de 2026"))
        #expect(try page.nodes(forXPath: "//a[@href='/other']").count == 1)
    }

    @Test func `a rejection has a simple text for citizens and details for engineers`() throws {
        let page = try document(
            RejectionPage(frame: Frame(reference: "QK7M2PX4AB"), code: "destination", expected: "A", received: "B"))
        #expect(try page.text(at: "//main/p[1]").hasPrefix("La petición del servicio no es válida."))
        #expect(try page.nodes(forXPath: "//dl//code").compactMap(\.stringValue) == ["destination", "QK7M2PX4AB"])
        #expect(try page.nodes(forXPath: "//bdi").compactMap(\.stringValue) == ["A", "B"])
    }

    @Test func `an unknown error code has a page`() throws {
        #expect(!renderer.errorCodes.contains("never-heard-of"))
        let page = try document(
            ErrorCatalogueEntryPage(frame: Frame(), code: "never-heard-of", catalogueAddress: "/errors"))
        #expect(try page.text(at: "//h1") == "never-heard-of")
    }

    @Test func `only the spool page reloads itself, and its newest message is first`() throws {
        let messages = [0, 60, 30].map {
            SpoolPage.Message(sentAt: Samples.now.addingTimeInterval($0), number: "+34600000000", text: "\($0)")
        }
        let page = try document(SpoolPage(frame: Frame(), messages: messages))
        #expect(try page.nodes(forXPath: "//bdi").compactMap(\.stringValue) == ["60.0", "30.0", "0.0"])
        for sample in Samples.plain.all {
            let refreshes = try document(sample).nodes(forXPath: "//meta[@http-equiv='refresh']").count
            #expect(refreshes == (sample is SpoolPage ? 1 : 0))
        }
    }

    private func document(_ page: any Page) throws -> XMLDocument {
        try XMLDocument(xmlString: renderer.render(page, language: renderer.languages[0]))
    }
}
