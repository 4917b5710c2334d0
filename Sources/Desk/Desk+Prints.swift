import Archive
import News
import Newsroom

extension Desk {
    /// Makes the prints that the archive has none of, or of another version: after an upgrade all of them. Cut short, what is done
    /// is done, and the next start does the rest.
    /// - `progress`: texts done, and those there are.
    func makePrints(progress: (Int, Int) -> Void) throws(DeskError) {
        do {
            var done = 0
            var last: Int64 = 0
            var total: Int?
            while true {
                let texts = try archive.texts(withoutPrint: Print.current, after: last, most: 500)
                guard let end = texts.last else { break }
                let all = try total ?? archive.textCount()
                if total == nil { log.notice("the archive is brought up to date: prints of up to \(all) texts") }
                total = all
                let prints = Desk.spread(texts.count, chunk: 32) { Print(of: texts[$0].item, source: texts[$0].source) }
                try archive.setPrints(Array(zip(texts, prints)).map { (text: $0, print: $1) })
                last = end.id
                done += texts.count
                progress(min(done, all), all)
            }
            if done > 0 { log.notice("the archive is up to date: \(done) prints made") }
        } catch {
            throw DeskError(error)
        }
    }
}
