package io.swarmsdk.model.internal.core;

import java.util.AbstractCollection;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * An immutable sorted map that shares structure with the map it was made from: a balanced (AVL) tree whose changes copy
 * the path to the root. Iterates by key, whatever the history. Safe to use from any thread.
 */
public final class SortedTree<K extends Comparable<K>, V> {
    private static final SortedTree<?, ?> EMPTY = new SortedTree<>(null);

    private final @Nullable Branch<K, V> root;

    private SortedTree(@Nullable Branch<K, V> root) {
        this.root = root;
    }

    /** The map without entries. */
    @SuppressWarnings("unchecked") // holds nothing, so it holds nothing of a wrong type
    public static <K extends Comparable<K>, V> SortedTree<K, V> empty() {
        return (SortedTree<K, V>) EMPTY;
    }

    /** Number of entries; counted already. */
    public int size() {
        return size(root);
    }

    /** True when there are no entries. */
    public boolean isEmpty() {
        return root == null;
    }

    /** The value of a key, or null. */
    public @Nullable V get(K key) {
        var at = root;
        while (at != null) {
            int order = key.compareTo(at.key);
            if (order == 0) {
                return at.value;
            }
            at = order < 0 ? at.left : at.right;
        }
        return null;
    }

    /** This map with a key set to a value. */
    public SortedTree<K, V> with(K key, V value) {
        return new SortedTree<>(insert(root, key, value));
    }

    /** This map without a key. */
    public SortedTree<K, V> without(K key) {
        return get(key) == null ? this : new SortedTree<>(remove(root, key));
    }

    /** All values by key; cannot be modified. */
    public Collection<V> values() {
        return new AbstractCollection<>() {
            @Override
            public Iterator<V> iterator() {
                return new Walk<>(root, null);
            }

            @Override
            public int size() {
                return SortedTree.this.size();
            }
        };
    }

    /** Values by key, from the first key that is not less than the one given. */
    public Iterator<V> valuesFrom(K lowest) {
        return new Walk<>(root, lowest);
    }

    private static <K extends Comparable<K>, V> Branch<K, V> insert(@Nullable Branch<K, V> at, K key, V value) {
        if (at == null) {
            return new Branch<>(key, value, null, null);
        }
        int order = key.compareTo(at.key);
        if (order == 0) {
            return new Branch<>(key, value, at.left, at.right);
        }
        return order < 0
                ? balanced(at.key, at.value, insert(at.left, key, value), at.right)
                : balanced(at.key, at.value, at.left, insert(at.right, key, value));
    }

    private static <K extends Comparable<K>, V> @Nullable Branch<K, V> remove(@Nullable Branch<K, V> at, K key) {
        if (at == null) {
            return null;
        }
        int order = key.compareTo(at.key);
        if (order < 0) {
            return balanced(at.key, at.value, remove(at.left, key), at.right);
        }
        if (order > 0) {
            return balanced(at.key, at.value, at.left, remove(at.right, key));
        }
        if (at.left == null || at.right == null) {
            return at.left == null ? at.right : at.left;
        }
        var successor = at.right;
        while (successor.left != null) {
            successor = successor.left;
        }
        return balanced(successor.key, successor.value, at.left, remove(at.right, successor.key));
    }

    /** Sides differ by two levels at most when this is called, by one when it returns. */
    private static <K extends Comparable<K>, V> Branch<K, V> balanced(
            K key, V value, @Nullable Branch<K, V> left, @Nullable Branch<K, V> right) {
        int lean = height(left) - height(right);
        if (left != null && lean > 1) {
            var middle = left.right;
            if (middle != null && height(middle) > height(left.left)) {
                return new Branch<>(
                        middle.key,
                        middle.value,
                        new Branch<>(left.key, left.value, left.left, middle.left),
                        new Branch<>(key, value, middle.right, right));
            }
            return new Branch<>(left.key, left.value, left.left, new Branch<>(key, value, middle, right));
        }
        if (right != null && lean < -1) {
            var middle = right.left;
            if (middle != null && height(middle) > height(right.right)) {
                return new Branch<>(
                        middle.key,
                        middle.value,
                        new Branch<>(key, value, left, middle.left),
                        new Branch<>(right.key, right.value, middle.right, right.right));
            }
            return new Branch<>(right.key, right.value, new Branch<>(key, value, left, middle), right.right);
        }
        return new Branch<>(key, value, left, right);
    }

    private static int height(@Nullable Branch<?, ?> branch) {
        return branch == null ? 0 : branch.height;
    }

    private static int size(@Nullable Branch<?, ?> branch) {
        return branch == null ? 0 : branch.size;
    }

    /** For tests: the length of the longest path. */
    int height() {
        return height(root);
    }

    private static final class Branch<K, V> {
        final K key;
        final V value;
        final @Nullable Branch<K, V> left;
        final @Nullable Branch<K, V> right;
        final int height;
        final int size;

        Branch(K key, V value, @Nullable Branch<K, V> left, @Nullable Branch<K, V> right) {
            this.key = key;
            this.value = value;
            this.left = left;
            this.right = right;
            height = 1 + Math.max(height(left), height(right));
            size = 1 + size(left) + size(right);
        }
    }

    /** In-order walk; the stack holds the branches whose value and right side are still to come. */
    private static final class Walk<K extends Comparable<K>, V> implements Iterator<V> {
        private final ArrayDeque<Branch<K, V>> ahead = new ArrayDeque<>();

        Walk(@Nullable Branch<K, V> root, @Nullable K lowest) {
            var at = root;
            while (at != null) {
                if (lowest != null && at.key.compareTo(lowest) < 0) {
                    at = at.right;
                } else {
                    ahead.push(at);
                    at = at.left;
                }
            }
        }

        @Override
        public boolean hasNext() {
            return !ahead.isEmpty();
        }

        @Override
        public V next() {
            var next = ahead.poll();
            if (next == null) {
                throw new NoSuchElementException();
            }
            for (var at = next.right; at != null; at = at.left) {
                ahead.push(at);
            }
            return next.value;
        }
    }
}
