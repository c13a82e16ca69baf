package io.drinkd.bench.setup;

import io.drinkd.bench.load.Script;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A request that is measured, and what a server without any data answers to it. */
public enum Request {
  GETBALANCE("OK Credits: 1000000000\n"),
  STAT(stat()),
  VERSION("OK drinkd 0.1.0\n"),
  /** By HTTP; what the appliance answers is what {@link BareJettyContender} answers. */
  MACHINES("") {
    @Override
    Script script() {
      return Script.get(MACHINES_PATH);
    }
  };

  static final String MACHINES_PATH = "/api/v1/machines";

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

  /** How a server without members is asked. */
  Script script() {
    // Answered once, so that a handshake is over before anything is measured.
    return new Script(false, List.of(name()), name());
  }

  String constantReply() {
    return constantReply;
  }
}
