internal import Mustache

/// The templates, the stylesheet and the icon, which are part of the binary.
enum PageTemplates {
    /// The templates by the names under which they include each other.
    static let sources: [(name: String, bytes: [UInt8])] = [
        ("layout", PackageResources.layout_mustache),
        ("home", PackageResources.home_mustache),
        ("customer", PackageResources.customer_mustache),
        ("wallet", PackageResources.wallet_mustache),
        ("chart", PackageResources.chart_mustache),
        ("grants", PackageResources.grants_mustache),
        ("grant-table", PackageResources.grant_table_mustache),
        ("transactions", PackageResources.transactions_mustache),
        ("trial-balance", PackageResources.trial_balance_mustache),
        ("login", PackageResources.login_mustache),
        ("error", PackageResources.error_mustache),
        ("time", PackageResources.time_mustache),
    ]

    /// What pages load beside themselves, by its path.
    static let assets: [String: Asset] = [
        "pages.css": Asset(type: "text/css; charset=utf-8", bytes: PackageResources.pages_css),
        "icon.svg": Asset(type: "image/svg+xml", bytes: PackageResources.icon_svg),
    ]

    struct Asset: Sendable {
        let type: String
        let text: String
        /// Changes with the content, so that browsers may keep what they have.
        let version: String

        init(type: String, bytes: [UInt8]) {
            self.type = type
            text = String(decoding: bytes, as: UTF8.self)
            let hash = bytes.reduce(UInt64(0xCBF2_9CE4_8422_2325)) {
                ($0 ^ UInt64($1)) &* 0x100_0000_01B3
            }
            version = String(hash, radix: 36)
        }
    }

    /// The address of an asset, which changes with it.
    static func address(of asset: String) -> String {
        "/assets/\(asset)?v=\(assets[asset]?.version ?? "")"
    }

    private static let library = Result { try parse() }

    private static func parse() throws -> MustacheLibrary {
        MustacheContentTypes.register(PageEscaping(), named: PageEscaping.name)
        var templates: [String: MustacheTemplate] = [:]
        for (name, bytes) in sources {
            // A partial begins with mustache's own escaping again, so each template says it.
            templates[name] = try MustacheTemplate(
                string: "{{% CONTENT_TYPE:\(PageEscaping.name)}}"
                    + String(decoding: bytes, as: UTF8.self))
        }
        return MustacheLibrary(templates: templates)
    }

    /// Renders a page.
    ///
    /// - Parameters:
    ///   - name: the template.
    ///   - frame: what is around the page's own content, and that content.
    /// - Returns: the HTML.
    /// - Throws: an error if a template can't be read, which a test rules out.
    static func render(_ name: String, _ frame: Frame) throws -> String {
        guard let text = try library.get().render(frame, withTemplate: name) else {
            throw Missing(template: name)
        }
        return text
    }

    struct Missing: Error {
        let template: String
    }

    /// A page's content, and what the layout says around it.
    struct Frame {
        let title: String
        let isSignedIn: Bool
        let view: Any
        let stylesheet = PageTemplates.address(of: "pages.css")
        let icon = PageTemplates.address(of: "icon.svg")
        var isHome = false
        var isTrialBalance = false
    }
}
