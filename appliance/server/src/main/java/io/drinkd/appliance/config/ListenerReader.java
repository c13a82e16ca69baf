package io.drinkd.appliance.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the {@code listeners} of {@code appliance.yaml}. */
final class ListenerReader {

  private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "::");

  /** Where clients look for TLS if nobody tells them otherwise. */
  private static final int TLS_PORT = 4243;

  private final Map<String, ListenerProtocol> protocols;
  private final Optional<TlsReader> tls;
  private final Set<String> names = new HashSet<>();
  private final Map<Integer, Set<String>> hostsByPort = new HashMap<>();

  /**
   * @param tls reads the keys of listeners; empty if they are not wanted
   * @param protocols see {@link SettingsReader#SettingsReader}
   */
  ListenerReader(Optional<TlsReader> tls, Map<String, ListenerProtocol> protocols) {
    this.tls = tls;
    this.protocols = protocols;
  }

  List<ListenerSettings> read(Section appliance) {
    return appliance.sections("listeners").stream().map(this::listener).toList();
  }

  private ListenerSettings listener(Section listener) {
    Section idle = listener.section("idle");
    Section connections = listener.section("connections");
    Section requests = listener.section("requests-per-second");
    ListenerSettings settings =
        new ListenerSettings(
            listener.text("name"),
            listener.text("protocol"),
            listener.text("dialect"),
            listener.text("host"),
            port(listener),
            listener.smallNumber("backlog"),
            idle.duration("before-login"),
            idle.duration("after-login"),
            connections.smallNumber("all"),
            connections.smallNumber("per-address"),
            listener.smallNumber("requests-in-flight"),
            listener.smallNumber("write-buffer-bytes"),
            listener.duration("write-stall"),
            listener.optionalDuration("stat-gap"),
            requests.smallNumber("connection"),
            requests.smallNumber("address"),
            listener.ranges("allow"),
            tls.filter(wanted -> listener.has("tls"))
                .flatMap(reader -> reader.read(listener.section("tls"))));
    checkSpoken(listener, settings);
    checkUnique(listener, settings);
    return settings;
  }

  private static int port(Section listener) {
    boolean usual = listener.has("tls") && !listener.has("port");
    return usual ? TLS_PORT : listener.smallNumber("port");
  }

  private void checkSpoken(Section listener, ListenerSettings settings) {
    String protocol = settings.protocol();
    if (protocol.isEmpty()) {
      return;
    }
    ListenerProtocol spoken = protocols.get(protocol);
    if (spoken == null) {
      listener.wrong("protocol", Values.shown(protocol), oneOf(protocols.keySet()));
      return;
    }
    String dialect = settings.dialect();
    if (!dialect.isEmpty()
        && !spoken.dialects().isEmpty()
        && !spoken.dialects().contains(dialect)) {
      listener.wrong("dialect", Values.shown(dialect), oneOf(spoken.dialects()));
    }
    for (String key : new TreeSet<>(spoken.unused())) {
      if (listener.has(key)) {
        listener.wrong(
            key, "a setting that protocol " + protocol + " has no use for", "it to be left out");
      }
    }
  }

  private void checkUnique(Section listener, ListenerSettings settings) {
    if (!settings.name().isEmpty() && !names.add(settings.name())) {
      listener.wrong(
          "name", Values.shown(settings.name()), "a name that no listener before it has");
    }
    // Each listener with port 0 gets a port of its own.
    if (settings.port() == 0 || settings.host().isEmpty()) {
      return;
    }
    Set<String> hosts = hostsByPort.computeIfAbsent(settings.port(), port -> new HashSet<>());
    boolean taken =
        hosts.contains(settings.host())
            || hosts.stream().anyMatch(EVERY_ADDRESS::contains)
            || !hosts.isEmpty() && EVERY_ADDRESS.contains(settings.host());
    if (taken) {
      listener.wrong(
          "port", String.valueOf(settings.port()), "a port that no listener before it has");
    }
    hosts.add(settings.host());
  }

  private static String oneOf(Set<String> names) {
    return "one of " + String.join(", ", new TreeSet<>(names));
  }
}
