import News

/// An item whose end has been heard.
struct ClosedItem {
    let slices: Range<Int>
    let language: String?
    let repairs: [Repair]
    /// Where in the file's text its end tag stands.
    let end: Int32
    var hash = TextHash(bits: 0)
}

extension FeedBuilder {
    /// Makes items of those that wait. To be called before anything of the feed itself is taken up, too: an item is resolved against
    /// what the feed had said of itself when it closed.
    mutating func finishClosed() {
        if closed.isEmpty { return }
        for index in closed.indices {
            mapped = closed[index].slices
            closed[index].hash = textHash()
        }
        for index in closed.indices { map(closed[index]) }
        closed.removeAll(keepingCapacity: true)
        clear()
    }

    /// The slices of what is being mapped, in their order.
    var mappedSlices: UnsafeBufferPointer<Slice> { slices[mapped] }
}
