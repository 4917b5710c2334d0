import GRDB
import GRDBSQLite
import Glibc

/// A prepared statement, bound, stepped and read through SQLite itself: GRDB's own way ends a string at its first NUL, copies
/// every value once more, and takes three times as long. The only place that calls C; GRDB owns the statement and frees it.
struct Prepared {
    private let statement: Statement

    /// Prepared once a connection, whoever asks.
    init(_ db: Database, _ sql: String) throws {
        statement = try db.cachedStatement(sql: sql)
    }

    /// Runs a statement that gives no rows.
    func run(_ values: Values) throws {
        try reading(values) { while try step() {} }
    }

    /// Runs a statement that adds a row, and answers the row's id.
    func adding(_ values: Values) throws -> Int64 {
        try run(values)
        return sqlite3_last_insert_rowid(sqlite3_db_handle(statement.sqliteStatement))
    }

    /// Calls `row` for each row, in the statement's order.
    func forEach(_ values: Values, _ row: (Row) throws -> Void) throws {
        try reading(values) {
            let current = Row(statement.sqliteStatement)
            while try step() { try row(current) }
        }
    }

    /// What `row` makes of the first row, nil when there is none.
    func first<Value>(_ values: Values, _ row: (Row) throws -> Value) throws -> Value? {
        try reading(values) { try step() ? try row(Row(statement.sqliteStatement)) : nil }
    }

    private func reading<Value>(_ values: Values, _ body: () throws -> Value) throws -> Value {
        let handle = statement.sqliteStatement
        // A statement that was not reset keeps its snapshot, and with it the log from being checkpointed.
        defer {
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
        }
        return try values.bytes.withUnsafeBytes { bytes in
            for (place, cell) in zip(CInt(1)..., values.cells) {
                let code: CInt
                switch cell {
                case .null: code = sqlite3_bind_null(handle, place)
                case .integer(let value): code = sqlite3_bind_int64(handle, place, value)
                case .text(let range):
                    let slice = UnsafeRawBufferPointer(rebasing: bytes[range])
                    let start = slice.baseAddress?.assumingMemoryBound(to: CChar.self)
                    code =
                        start == nil
                        ? sqlite3_bind_text(handle, place, "", 0, nil)
                        : sqlite3_bind_text64(handle, place, start, UInt64(slice.count), nil, UInt8(SQLITE_UTF8))
                case .blob(let range):
                    let slice = UnsafeRawBufferPointer(rebasing: bytes[range])
                    code =
                        slice.isEmpty
                        ? sqlite3_bind_zeroblob(handle, place, 0)
                        : sqlite3_bind_blob64(handle, place, slice.baseAddress, UInt64(slice.count), nil)
                }
                guard code == SQLITE_OK else { throw failure(code) }
            }
            return try body()
        }
    }

    /// True when there is a row.
    private func step() throws -> Bool {
        switch sqlite3_step(statement.sqliteStatement) {
        case SQLITE_ROW: true
        case SQLITE_DONE: false
        case let code: throw failure(code)
        }
    }

    private func failure(_ code: CInt) -> DatabaseError {
        let message = sqlite3_errmsg(sqlite3_db_handle(statement.sqliteStatement)).map { String(cString: $0) }
        return DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
    }

    /// The row a statement stands on; its values are copied out.
    struct Row {
        private let handle: OpaquePointer

        fileprivate init(_ handle: OpaquePointer) { self.handle = handle }

        /// 0 for NULL.
        func integer(_ column: CInt) -> Int64 { sqlite3_column_int64(handle, column) }

        func integerIfAny(_ column: CInt) -> Int64? { isNull(column) ? nil : integer(column) }

        /// Empty for NULL.
        func text(_ column: CInt) -> String {
            guard let start = sqlite3_column_text(handle, column) else { return "" }
            return String(
                decoding: UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))), as: UTF8.self)
        }

        func textIfAny(_ column: CInt) -> String? { isNull(column) ? nil : text(column) }

        /// Calls `body` with the bytes of a TEXT or BLOB, valid for the call only; with none for NULL.
        func withBytes<Value>(_ column: CInt, _ body: (UnsafeBufferPointer<UInt8>) throws -> Value) rethrows -> Value {
            let start = sqlite3_column_blob(handle, column)?.assumingMemoryBound(to: UInt8.self)
            return try body(
                UnsafeBufferPointer(start: start, count: start == nil ? 0 : Int(sqlite3_column_bytes(handle, column))))
        }

        func isNull(_ column: CInt) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }
    }
}

/// The values for one run of a statement, in the order of its parameters. Their bytes lie in one buffer, which is kept from
/// run to run: nothing is allocated for a row, and SQLite reads the bytes where they are.
struct Values {
    fileprivate enum Cell {
        case null
        case integer(Int64)
        case text(Range<Int>)
        case blob(Range<Int>)
    }

    fileprivate var cells: [Cell] = []
    fileprivate var bytes: [UInt8] = []

    init() {}

    init(_ integer: Int64) { cells = [.integer(integer)] }

    init(_ one: Int64, _ other: Int64) { cells = [.integer(one), .integer(other)] }

    init(_ integers: Int64...) {
        cells = integers.map(Cell.integer)
    }

    /// Starts the next row.
    mutating func clear() {
        cells.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
    }

    mutating func add(_ value: Int64?) {
        cells.append(value.map(Cell.integer) ?? .null)
    }

    mutating func add(_ text: String?) {
        guard let text else { return cells.append(.null) }
        let start = bytes.count
        bytes.append(contentsOf: text.utf8)
        cells.append(.text(start..<bytes.count))
    }

    mutating func add(_ blob: [UInt8]) {
        let start = bytes.count
        bytes.append(contentsOf: blob)
        cells.append(.blob(start..<bytes.count))
    }

    /// NULL when `pack` appends nothing.
    mutating func addText(_ pack: (inout [UInt8]) throws -> Void) rethrows {
        let start = bytes.count
        try pack(&bytes)
        cells.append(start == bytes.count ? .null : .text(start..<bytes.count))
    }

    /// NULL when `pack` appends nothing.
    mutating func addBlob(_ pack: (inout [UInt8]) throws -> Void) rethrows {
        let start = bytes.count
        try pack(&bytes)
        cells.append(start == bytes.count ? .null : .blob(start..<bytes.count))
    }
}

/// To be called before SQLite is used at all; twice is once. Without a ledger of all that it allocates, which nobody here asks for, SQLite
/// takes and gives memory without a lock: filing an item does so some twenty times. Where it cannot be had, nothing else changes.
let withoutMemoryLedger: Void = {
    // Variadic, so that Swift does not see it; on Linux whole numbers are handed to such a function as to any other.
    typealias Configure = @convention(c) (CInt, CInt) -> CInt
    guard let symbol = dlsym(nil, "sqlite3_config") else { return }
    _ = unsafeBitCast(symbol, to: Configure.self)(SQLITE_CONFIG_MEMSTATUS, 0)
}()

/// SQLite's version, `3.40.1`.
func sqliteVersion() -> String { String(cString: sqlite3_libversion()) }
