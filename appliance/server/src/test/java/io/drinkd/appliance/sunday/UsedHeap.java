package io.drinkd.appliance.sunday;

import java.util.stream.LongStream;

/** What is on the heap of this process and cannot be collected. */
final class UsedHeap {

  private static final int COLLECTIONS = 3;

  private UsedHeap() {}

  /** The least of several looks, each after a collection: what dies meanwhile is not counted. */
  static long bytes() {
    return LongStream.generate(UsedHeap::look).limit(COLLECTIONS).min().orElseThrow();
  }

  private static long look() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
