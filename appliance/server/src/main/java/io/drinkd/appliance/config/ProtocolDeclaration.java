package io.drinkd.appliance.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What the configuration has to know of a protocol. It is there before an appliance runs, so that
 * {@code --check} finds every mistake.
 *
 * @param name what a listener's {@code protocol:} says, such as {@code sunday}
 * @param settings the settings of a listener that only this protocol has, with keys as seen from
 *     the listener: {@code idle} and then {@code idle.before-login}, say
 * @param usual what holds where a listener of it leaves out a setting that all listeners have, by
 *     the key as seen from the listener and written as in the file; the others are as in the table
 * @param tlsPort the port of a listener of it with TLS that leaves it out; empty if it is the same
 *     as without
 */
public record ProtocolDeclaration(
    String name, List<Setting> settings, Map<String, String> usual, OptionalInt tlsPort) {

  /** A protocol whose settings come from several lists, such as those that it shares. */
  @SafeVarargs
  public static ProtocolDeclaration of(String name, List<Setting>... settings) {
    List<Setting> all = new ArrayList<>();
    for (List<Setting> some : settings) {
      all.addAll(some);
    }
    return new ProtocolDeclaration(name, List.copyOf(all), Map.of(), OptionalInt.empty());
  }

  /** The same with other {@link #usual} values. */
  public ProtocolDeclaration usually(Map<String, String> values) {
    return new ProtocolDeclaration(name, settings, Map.copyOf(values), tlsPort);
  }

  /** The same with another {@link #tlsPort}. */
  public ProtocolDeclaration usuallyWithTls(int port) {
    return new ProtocolDeclaration(name, settings, usual, OptionalInt.of(port));
  }
}
