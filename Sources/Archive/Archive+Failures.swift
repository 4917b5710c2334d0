import FoundationEssentials
import GRDB
import News

extension Archive {
    /// Forgets that these files could not be read, in one transaction. What was read, or is not known, stays as it is; a second time
    /// changes nothing.
    package func forgetFailures(_ files: [(path: String, arrived: Date)]) throws(ArchiveError) {
        if files.isEmpty { return }
        try writing { db in
            let forget = try Prepared(db, "DELETE FROM deliveries WHERE arrived = ? AND path = ? AND failure IS NOT NULL")
            for (path, arrived) in files {
                var values = Values()
                values.add(arrived.keptMilliseconds)
                values.add(path)
                try forget.run(values)
            }
        }
    }
}
