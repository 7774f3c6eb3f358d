//! Components of the undirected comparison graph. Options in different components were never linked
//! by choices, so their utilities share no zero.

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

#[cfg(test)]
mod tests {
    use super::components;

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
}
