package io.drinkd.appliance.control.output;

import java.util.function.Consumer;

/**
 * Rows that are printed as they come, however many they are. A list's {@code forEach} is one.
 *
 * @param <R> what a row is made of
 */
@FunctionalInterface
public interface Rows<R> {

  /** Passes on one row after the other; returns after the last one. */
  void forEach(Consumer<R> printer);
}
