package io.swarmsdk.model.internal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortedTreeTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void isATreeMapWhoseEarlierVersionsNeverChange(long seed) {
        var random = new SplittableRandom(seed);
        var oracle = new TreeMap<Integer, String>();
        var tree = SortedTree.<Integer, String>empty();
        var versions = new ArrayList<SortedTree<Integer, String>>();
        var contents = new ArrayList<List<String>>();
        for (int step = 0; step < 2_000; step++) {
            int key = random.nextInt(300);
            if (random.nextInt(5) < 3) {
                oracle.put(key, key + "@" + step);
                tree = tree.with(key, key + "@" + step);
            } else {
                oracle.remove(key);
                tree = tree.without(key);
            }
            assertThat(tree.size()).isEqualTo(oracle.size());
            assertThat(tree.get(key)).isEqualTo(oracle.get(key));
            if (step % 50 == 0) {
                int from = random.nextInt(300);
                assertThat(tree.values()).containsExactlyElementsOf(oracle.values());
                assertThat(all(tree.valuesFrom(from)))
                        .containsExactlyElementsOf(oracle.tailMap(from).values());
                versions.add(tree);
                contents.add(List.copyOf(oracle.values()));
            }
        }
        for (int i = 0; i < versions.size(); i++) {
            assertThat(versions.get(i).values()).containsExactlyElementsOf(contents.get(i));
        }
    }

    @Test
    void staysShallowWhenKeysComeInOrderAndGoInOrder() {
        var tree = SortedTree.<Integer, Integer>empty();
        for (int key = 0; key < 100_000; key++) {
            tree = tree.with(key, key);
        }
        assertThat(tree.height()).isLessThanOrEqualTo(24); // AVL: below 1.4405 log2(n + 2)
        for (int key = 0; key < 99_000; key++) {
            tree = tree.without(key);
        }
        assertThat(tree.size()).isEqualTo(1_000);
        assertThat(tree.height()).isLessThanOrEqualTo(14);
    }

    @Test
    void holdsNothingAfterItsLastKeyIsGone() {
        var tree = SortedTree.<String, String>empty().with("a", "1").without("a");
        assertThat(tree.isEmpty()).isTrue();
        assertThat(tree.values()).isEmpty();
        assertThatThrownBy(() -> tree.values().iterator().next()).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void doesNotLetItsValuesBeModified() {
        var values = SortedTree.<String, String>empty().with("a", "1").values();
        assertThatThrownBy(() -> values.remove("1")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> values.add("2")).isInstanceOf(UnsupportedOperationException.class);
    }

    private static <T> List<T> all(Iterator<T> iterator) {
        var list = new ArrayList<T>();
        iterator.forEachRemaining(list::add);
        return list;
    }
}
