/// Finds every phrase of a set in a sequence of word numbers, in one pass, however they overlap.
/// Aho and Corasick, "Efficient string matching" (1975), over words in place of characters. Node 0 is the root.
struct PhraseAutomaton: Sendable {
    struct Node: Sendable {
        /// The node of the longest proper suffix that begins some phrase.
        var fail: Int32 = 0
        /// The nearest node that ends a phrase, along the suffixes and itself included; 0 when there is none.
        var found: Int32 = 0
        /// As `found`, itself not included.
        var nextFound: Int32 = 0
        /// Where to go on from: the nearest node that has children, along the suffixes and itself included. Most phrases go no
        /// further than their last word, so this spares most looks at the edges.
        var live: Int32 = 0
        /// Words from the root.
        var depth: Int32
    }

    private(set) var nodes = [Node(depth: 0)]
    /// The root's children by word number; 0 where there is none.
    private var first: [Int32] = []
    /// The other edges: an open-addressing table, at most half full, of parent and word over the child; 0 is empty.
    private var edges: [(key: UInt64, child: Int32)] = []

    /// Where each of the phrases ends, in the order they were given: its node. Equal phrases end at the same node.
    let ends: [Int]

    /// - `phrases`: word numbers below `words`, none empty.
    init(phrases: [[Int]], words: Int) {
        var children: [UInt64: Int32] = [:]
        var parents: [(parent: Int32, word: Int)] = [(0, 0)]
        var nodes = nodes
        var first = [Int32](repeating: 0, count: words)
        ends = phrases.map { phrase in
            var node: Int32 = 0
            for word in phrase {
                if node == 0, first[word] != 0 {
                    node = first[word]
                } else if node != 0, let child = children[PhraseAutomaton.key(node, word)] {
                    node = child
                } else {
                    let child = Int32(nodes.count)
                    nodes.append(Node(depth: nodes[Int(node)].depth + 1))
                    parents.append((node, word))
                    if node == 0 { first[word] = child } else { children[PhraseAutomaton.key(node, word)] = child }
                    node = child
                }
            }
            return Int(node)
        }
        self.nodes = nodes
        self.first = first
        store(children)
        link(parents)
    }

    private mutating func store(_ children: [UInt64: Int32]) {
        var size = 16
        while size < children.count * 2 { size *= 2 }
        edges = Array(repeating: (0, 0), count: size)
        // The table's order depends on the dictionary's, but no answer depends on the table's.
        for (key, child) in children {
            var place = PhraseAutomaton.place(key, size)
            while edges[place].child != 0 { place = (place + 1) & (size - 1) }
            edges[place] = (key, child)
        }
    }

    private mutating func link(_ parents: [(parent: Int32, word: Int)]) {
        var hasChildren = [Bool](repeating: false, count: nodes.count)
        for (parent, _) in parents.dropFirst() { hasChildren[Int(parent)] = true }
        for end in ends { nodes[end].found = Int32(end) }
        // A suffix is shorter than what it ends, so shorter nodes first.
        for node in nodes.indices.dropFirst().sorted(by: { nodes[$0].depth < nodes[$1].depth }) {
            let (parent, word) = parents[node]
            let fail = parent == 0 ? 0 : step(nodes[Int(nodes[Int(parent)].fail)].live, word)
            nodes[node].fail = fail
            nodes[node].live = hasChildren[node] ? Int32(node) : nodes[Int(fail)].live
            nodes[node].nextFound = nodes[Int(fail)].found
            if nodes[node].found == 0 { nodes[node].found = nodes[node].nextFound }
        }
    }

    /// The node after reading `word` at `node`, which may be any node's `live`. Constant time on average over a text.
    @inline(__always)
    func step(_ node: Int32, _ word: Int) -> Int32 {
        var node = node
        while node != 0 {
            if let child = child(of: node, word) { return child }
            node = nodes[Int(nodes[Int(node)].fail)].live
        }
        return first[word]
    }

    /// Calls `body` with each node that `word` leads to by an edge of its own from `node` or one of its suffixes, the longest first.
    func eachChild(of node: Int32, _ word: Int, _ body: (Int32) -> Void) {
        var node = node
        while node != 0 {
            if let child = child(of: node, word) { body(child) }
            node = nodes[Int(nodes[Int(node)].fail)].live
        }
        if first[word] != 0 { body(first[word]) }
    }

    @inline(__always)
    private func child(of node: Int32, _ word: Int) -> Int32? {
        let key = PhraseAutomaton.key(node, word)
        var place = PhraseAutomaton.place(key, edges.count)
        while edges[place].child != 0 {
            if edges[place].key == key { return edges[place].child }
            place = (place + 1) & (edges.count - 1)
        }
        return nil
    }

    @inline(__always)
    private static func key(_ node: Int32, _ word: Int) -> UInt64 {
        UInt64(UInt32(bitPattern: node)) << 32 | UInt64(UInt32(truncatingIfNeeded: word))
    }

    @inline(__always)
    private static func place(_ key: UInt64, _ size: Int) -> Int {
        let product = key.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return Int(truncatingIfNeeded: product.high ^ product.low) & (size - 1)
    }
}
