package io.drinkd.bench.setup;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A request that is measured, and what a server without any data answers to it. */
public enum Request {
  GETBALANCE("OK Credits: 1000000000\n"),
  STAT(stat()),
  VERSION("OK drinkd 0.1.0\n");

  private final String constantReply;

  Request(String constantReply) {
    this.constantReply = constantReply;
  }

  private static String stat() {
    return IntStream.rangeClosed(1, BenchSetup.SLOTS)
        .mapToObj(
            slot -> String.format(Locale.ROOT, "%d \"Drink %d\" 1 1000000 0 true\n", slot, slot))
        .collect(Collectors.joining("", "", "OK " + BenchSetup.SLOTS + " Slots retrieved\n"));
  }

  String constantReply() {
    return constantReply;
  }
}
