extension PageRenderer {
    /// All kinds of page.
    static let pages: [any Page.Type] = [
        MethodSelectionPage.self, PINRequestPage.self, PINEntryPage.self, PermanentKeyPage.self,
        OneTimeCodeEntryPage.self,
        CertificateStartPage.self, CertificateConfirmPage.self, CertificateFailurePage.self, ShortfallNoticePage.self,
        ConsentPage.self,
        AnswerFormPage.self, RejectionPage.self, LoginGonePage.self, NotFoundPage.self, MethodNotAllowedPage.self,
        FaultPage.self,
        BadRequestPage.self, TooManyRequestsPage.self,
        ErrorCataloguePage.self, ErrorCatalogueEntryPage.self, LandingPage.self, SessionPage.self, LogoutPage.self,
        SpoolPage.self,
    ]

    /// Returns the keys that every language must have: those of the templates and those that code uses.
    static func keys(usedBy templates: [TemplateSource]) -> Set<String> {
        var keys = Set(templates.flatMap(\.keys))
        keys.formUnion(pages.flatMap { $0.keys })
        keys.formUnion(SentenceKey.allCases.map(\.rawValue))
        keys.formUnion(Wording.keys)
        keys.formUnion(SMSText.allCases.map(\.rawValue))
        return keys
    }
}
