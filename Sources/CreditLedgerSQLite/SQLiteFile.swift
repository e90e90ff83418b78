#if SQLite
    internal import CreditLedger
    internal import Foundation

    /// The file that a store stands in, as the system sees it.
    enum SQLiteFile {
        /// Only its owner may read and write it.
        private static let mode: mode_t = 0o600

        /// Checks that a path can be opened, and makes an empty file there if it may.
        ///
        /// - Parameters:
        ///   - path: the path from the root.
        ///   - creates: whether a missing file is to be made.
        /// - Throws: ``StoreError/Kind/misconfigured``, saying what is wrong with it.
        static func prepare(_ path: String, creates: Bool) throws(StoreError) {
            switch kind(of: path) {
            case .folder: throw wrong("The path of the store is a folder.")
            case .file:
                guard unsafe access(path, R_OK | (creates ? W_OK : 0)) == 0 else {
                    throw wrong(
                        creates
                            ? "The file of the store may not be read and written."
                            : "The file of the store may not be read.", errno)
                }
            case .nothing:
                guard creates else { throw wrong("There is no file to read at the path.") }
                try create(path)
            }
        }

        /// Checks that nothing stands at a path.
        ///
        /// - Throws: ``StoreError/Kind/misconfigured`` if something does.
        static func expectNothing(at path: String) throws(StoreError) {
            guard kind(of: path) == .nothing else { throw wrong(taken) }
        }

        /// Makes an empty file under a name of its own, to be published as `path`.
        ///
        /// - Throws: ``StoreError/Kind/misconfigured`` if it can't.
        static func draft(beside path: String) throws(StoreError) -> String {
            let tag = String(UInt64.random(in: .min ... .max), radix: 36)
            let draft = "\(path).\(tag).partial"
            // Never through a file that stands already: closing it here would take the locks away
            // that SQLite has on it in this process.
            let file = unsafe open(draft, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, mode)
            guard file >= 0 else { throw uncreatable(errno) }
            // The caller's umask may have taken away more than others' rights.
            let changed = fchmod(file, mode)
            let reason = errno
            close(file)
            guard changed == 0 else {
                discard(draft)
                throw uncreatable(reason)
            }
            return draft
        }

        /// Gives a draft its name, if nothing has it.
        ///
        /// - Throws: ``StoreError/Kind/misconfigured`` if it can't.
        static func publish(_ draft: String, as path: String) throws(StoreError) {
            guard try claim(draft, path) else { throw wrong(taken) }
        }

        /// Takes a draft away again, with what SQLite put beside it.
        static func discard(_ draft: String) {
            for suffix in ["", "-journal", "-wal", "-shm"] { unsafe unlink(draft + suffix) }
        }

        private static func create(_ path: String) throws(StoreError) {
            let draft = try draft(beside: path)
            defer { discard(draft) }
            // Whoever was faster has made the same file.
            _ = try claim(draft, path)
        }

        /// Moves a draft to its path, and answers whether nothing stood there.
        private static func claim(_ draft: String, _ path: String) throws(StoreError) -> Bool {
            // A link never replaces what stands at its name, as a rename would.
            if unsafe link(draft, path) == 0 {
                unsafe unlink(draft)
            } else if errno == EEXIST {
                return false
            } else if kind(of: path) != .nothing {
                return false
            } else if unsafe rename(draft, path) != 0 {
                // Some file systems know no links; there a rename must do.
                throw uncreatable(errno)
            }
            sync(folderOf: path)
            return true
        }

        /// Has the name of a new file survive the loss of power.
        private static func sync(folderOf path: String) {
            let folder = (path as NSString).deletingLastPathComponent
            let file = unsafe open(folder, O_RDONLY | O_CLOEXEC)
            guard file >= 0 else { return }
            fsync(file)
            close(file)
        }

        /// The path from the root.
        ///
        /// - Throws: ``StoreError/Kind/misconfigured`` for a text that is no path of a file.
        static func absolute(_ path: String) throws(StoreError) -> String {
            guard !path.isEmpty, !path.utf8.contains(0) else {
                throw wrong("The path of the store is empty or holds a NUL.")
            }
            guard path != ":memory:" else {
                throw wrong("A store in memory is made by SQLiteStore.inMemory().")
            }
            guard !path.hasPrefix("/") else { return path }
            return FileManager.default.currentDirectoryPath + "/" + path
        }

        private enum Kind { case nothing, folder, file }

        private static func kind(of path: String) -> Kind {
            var status = stat()
            guard unsafe stat(path, &status) == 0 else { return .nothing }
            return status.st_mode & S_IFMT == S_IFDIR ? .folder : .file
        }

        private static let taken = "Something stands at the path already."

        private static func uncreatable(_ code: Int32) -> StoreError {
            switch code {
            case ENOENT, ENOTDIR: wrong("The folder of the path does not exist.", code)
            case EACCES, EPERM, EROFS: wrong("The folder of the path may not be written.", code)
            case ENOSPC, EDQUOT:
                StoreError(.unavailable, "The disk is full.", underlying: words(code))
            default: wrong("The file can't be created at the path.", code)
            }
        }

        private static func wrong(_ message: String, _ code: Int32? = nil) -> StoreError {
            StoreError(.misconfigured, message, underlying: code.map(words))
        }

        private static func words(_ code: Int32) -> String {
            unsafe strerror(code).map { text in unsafe String(cString: text) } ?? "error \(code)"
        }
    }
#endif
