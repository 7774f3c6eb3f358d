//! Components of the comparison graph. Options in different components of the undirected graph were
//! never linked by choices, so their utilities share no zero. Inside a component, options that each win
//! against each other, directly or in a circle, are strongly connected in the graph of who won against
//! whom.

/// The component of every node, numbered from 0 by their smallest node. A node without an edge is a
/// component of its own.
pub(crate) fn components(nodes: usize, edges: impl Iterator<Item = (usize, usize)>) -> Vec<usize> {
    let mut parent: Vec<usize> = (0..nodes).collect();
    for (a, b) in edges {
        let (a, b) = (root(&mut parent, a), root(&mut parent, b));
        // The smaller node stays the root, so that numbering needs no second pass.
        parent[a.max(b)] = a.min(b);
    }
    let mut number = vec![0; nodes];
    let mut next = 0;
    for node in 0..nodes {
        let root = root(&mut parent, node);
        if root == node {
            number[node] = next;
            next += 1;
        } else {
            number[node] = number[root];
        }
    }
    number
}

/// The root of `node`; halves the path on the way.
fn root(parent: &mut [usize], mut node: usize) -> usize {
    while parent[node] != node {
        parent[node] = parent[parent[node]];
        node = parent[node];
    }
    node
}

/// Directed edges by the node at which they start.
pub(crate) struct Directed {
    targets: Vec<Vec<usize>>,
}

impl Directed {
    pub(crate) fn new(nodes: usize, edges: impl Iterator<Item = (usize, usize)>) -> Self {
        let mut targets = vec![Vec::new(); nodes];
        for (from, to) in edges {
            targets[from].push(to);
        }
        Self { targets }
    }

    /// The same edges the other way round.
    pub(crate) fn reversed(&self) -> Self {
        let edges = self.targets.iter().enumerate();
        let backward = edges.flat_map(|(from, targets)| targets.iter().map(move |&to| (to, from)));
        Self::new(self.targets.len(), backward)
    }

    pub(crate) fn edges(&self) -> impl Iterator<Item = (usize, usize)> {
        let edges = self.targets.iter().enumerate();
        edges.flat_map(|(from, targets)| targets.iter().map(move |&to| (from, to)))
    }

    /// Whether each node can be reached from one of `starts`, which reach themselves.
    pub(crate) fn reached(&self, starts: &[usize]) -> Vec<bool> {
        let mut reached = vec![false; self.targets.len()];
        let mut open = starts.to_vec();
        while let Some(node) = open.pop() {
            if !std::mem::replace(&mut reached[node], true) {
                open.extend(&self.targets[node]);
            }
        }
        reached
    }

    /// A number for every node; two nodes have the same if each can be reached from the other
    /// (Kosaraju's two passes). Numbers have no gaps and no meaning.
    pub(crate) fn strong_components(&self) -> Vec<usize> {
        let backward = self.reversed();
        let mut number = vec![usize::MAX; self.targets.len()];
        let mut next = 0;
        for start in self.finishing_order().into_iter().rev() {
            if number[start] != usize::MAX {
                continue;
            }
            let mut open = vec![start];
            while let Some(node) = open.pop() {
                if number[node] == usize::MAX {
                    number[node] = next;
                    open.extend(&backward.targets[node]);
                }
            }
            next += 1;
        }
        number
    }

    /// All nodes in the order in which a depth-first search leaves them.
    fn finishing_order(&self) -> Vec<usize> {
        let mut seen = vec![false; self.targets.len()];
        let mut order = Vec::with_capacity(self.targets.len());
        for start in 0..self.targets.len() {
            // Each entry is a node and how many of its edges were followed.
            let mut path = if seen[start] { Vec::new() } else { vec![(start, 0)] };
            seen[start] = true;
            while let Some((node, followed)) = path.last_mut() {
                match self.targets[*node].get(*followed) {
                    Some(&target) => {
                        *followed += 1;
                        if !std::mem::replace(&mut seen[target], true) {
                            path.push((target, 0));
                        }
                    }
                    None => {
                        order.push(*node);
                        path.pop();
                    }
                }
            }
        }
        order
    }
}

#[cfg(test)]
mod tests {
    use super::{Directed, components};

    #[test]
    fn numbers_components_by_their_smallest_node() {
        let check = |edges: &[(usize, usize)], expected: &[usize]| {
            assert_eq!(components(expected.len(), edges.iter().copied()), expected);
        };
        check(&[], &[0, 1, 2]);
        check(&[(3, 1)], &[0, 1, 2, 1]);
        check(&[(4, 3), (3, 0)], &[0, 1, 2, 0, 0]);
        check(&[(1, 2), (3, 4), (4, 2)], &[0, 1, 1, 1, 1]);
        check(&[(0, 1), (0, 1), (1, 2)], &[0, 0, 0]);
    }

    #[test]
    fn circles_are_strongly_connected() {
        // Two circles, 0-1-2 and 3-4, one edge from the first to the second, and a node alone.
        let edges = [(0, 1), (1, 2), (2, 0), (3, 4), (4, 3), (2, 3)];
        let number = Directed::new(6, edges.into_iter()).strong_components();
        let alike = |a: usize, b: usize| number[a] == number[b];
        assert!(alike(0, 1) && alike(1, 2) && alike(3, 4));
        assert!(!alike(0, 3) && !alike(0, 5) && !alike(3, 5));
        assert_eq!(number.iter().max(), Some(&2));
    }

    #[test]
    fn follows_edges_one_way() {
        let graph = Directed::new(4, [(0, 1), (1, 2)].into_iter());
        assert_eq!(graph.reached(&[1]), [false, true, true, false]);
        assert_eq!(graph.reversed().reached(&[1]), [true, true, false, false]);
        assert_eq!(graph.strong_components().iter().collect::<std::collections::BTreeSet<_>>().len(), 4);
    }
}
