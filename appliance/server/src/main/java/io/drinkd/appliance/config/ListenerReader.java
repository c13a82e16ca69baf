package io.drinkd.appliance.config;

import io.drinkd.appliance.config.ListenerSettings.ConnectionBounds;
import io.drinkd.appliance.config.ListenerSettings.Endpoint;
import io.drinkd.appliance.config.Setting.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.configuration2.tree.ImmutableNode;

/**
 * Reads the {@code listeners} of {@code appliance.yaml}. Each may have the settings that all
 * listeners have and those that its protocol declares.
 */
final class ListenerReader {

  private static final String LISTENERS = "listeners";

  /** Where clients look for TLS unless they are configured otherwise. */
  private static final int TLS_PORT = 4243;

  private final Map<String, ProtocolDeclaration> protocols = new TreeMap<>();
  private final Optional<TlsReader> tls;
  private final Optional<SecretReader> secrets;
  private final Set<String> names = new HashSet<>();
  private final List<Endpoint> endpoints = new ArrayList<>();

  /**
   * @param tls reads the keys of listeners; empty if they are not wanted
   * @param secrets reads the secrets of protocols; empty if they are not wanted
   * @param protocols see {@link SettingsReader#SettingsReader}
   */
  ListenerReader(
      Optional<TlsReader> tls,
      Optional<SecretReader> secrets,
      Collection<ProtocolDeclaration> protocols) {
    this.tls = tls;
    this.secrets = secrets;
    protocols.forEach(protocol -> this.protocols.put(protocol.name(), protocol));
  }

  List<ListenerSettings> read(Section appliance) {
    return appliance.sections(LISTENERS, this::keys).stream().map(this::listener).toList();
  }

  private Keys keys(ImmutableNode listener) {
    Keys common = Keys.of(SettingsTable.APPLIANCE);
    List<ImmutableNode> found = listener.getChildren("protocol");
    Object name = found.isEmpty() ? "" : found.get(0).getValue();
    ProtocolDeclaration protocol = name == null ? null : protocols.get(name.toString());
    if (protocol != null) {
      String otherwise = "a setting that protocol " + protocol.name() + " does not know";
      return common
          .usually(LISTENERS, protocol.usual())
          .with(LISTENERS, protocol.settings(), otherwise);
    }
    // The protocol is the mistake, so that a setting of any of them is none.
    Map<String, Setting> any = new HashMap<>();
    protocols.values().stream()
        .flatMap(known -> known.settings().stream())
        .forEach(setting -> any.put(setting.key(), setting));
    return common.with(LISTENERS, List.copyOf(any.values()), common.unknown());
  }

  private ListenerSettings listener(Section listener) {
    Section connections = listener.section("connections");
    String protocol = listener.text("protocol");
    ListenerSettings settings =
        new ListenerSettings(
            listener.text("name"),
            protocol,
            new Endpoint(host(listener), port(listener, protocol), listener.smallNumber("backlog")),
            new ConnectionBounds(
                connections.smallNumber("all"), connections.smallNumber("per-address")),
            listener.ranges("allow"),
            tls.filter(wanted -> listener.has("tls"))
                .flatMap(reader -> reader.read(listener.section("tls"))),
            own(listener, protocol));
    checkUnique(listener, settings);
    return settings;
  }

  /** Where something listens; a text that cannot be an address or a name is a mistake. */
  static String host(Section section) {
    String host = section.text("host");
    if (!host.isEmpty() && !Addresses.isHost(host)) {
      section.wrong("host", Values.shown(host), "an address of this machine, or 0.0.0.0 for all");
    }
    return host;
  }

  private int port(Section listener, String protocol) {
    OptionalInt usual =
        listener.has("tls") && !listener.has("port")
            ? tlsPort(Optional.ofNullable(protocols.get(protocol)))
            : OptionalInt.empty();
    if (usual.isEmpty()) {
      return listener.smallNumber("port");
    }
    listener.holds("port", usual.getAsInt());
    return usual.getAsInt();
  }

  private static OptionalInt tlsPort(Optional<ProtocolDeclaration> protocol) {
    boolean same = protocol.filter(declared -> declared.usual().containsKey("port")).isPresent();
    OptionalInt own = protocol.map(ProtocolDeclaration::tlsPort).orElse(OptionalInt.empty());
    return own.isPresent() || same ? own : OptionalInt.of(TLS_PORT);
  }

  private SettingValues own(Section listener, String protocol) {
    Map<String, Object> values = new HashMap<>();
    ProtocolDeclaration declared = protocols.get(protocol);
    if (declared == null) {
      if (!protocol.isEmpty()) {
        String known = Words.alternatives(List.copyOf(protocols.keySet()));
        listener.wrong("protocol", Values.shown(protocol), known);
      }
      return new SettingValues(values);
    }
    Map<String, Section> sections = new HashMap<>(Map.of("", listener));
    for (Setting setting : declared.settings()) {
      Section section = sections.get(setting.section());
      if (section == null) {
        // It is left out with the section in which it stands.
        continue;
      }
      setting.companion().ifPresent(other -> section.require(other, setting.name()));
      if (setting.kind() != Kind.SECTION) {
        value(section, setting).ifPresent(value -> values.put(setting.key(), value));
      } else if (section.has(setting.name()) || !needsMore(declared, setting)) {
        sections.put(setting.key(), section.section(setting.name()));
      }
    }
    return new SettingValues(values);
  }

  /** Whether a section has settings that must be there, if it is: they have no defaults. */
  private static boolean needsMore(ProtocolDeclaration declared, Setting section) {
    return !section.required()
        && declared.settings().stream()
            .anyMatch(one -> one.required() && one.section().equals(section.key()));
  }

  private Optional<?> value(Section section, Setting setting) {
    return setting.kind() == Kind.SECRET
        ? secrets.map(reader -> new SecretText(reader.text(section, setting.name())))
        : section.any(setting.name());
  }

  private void checkUnique(Section listener, ListenerSettings settings) {
    if (!settings.name().isEmpty() && !names.add(settings.name())) {
      listener.wrong(
          "name", Values.shown(settings.name()), "a name that no listener before it has");
    }
    Endpoint endpoint = settings.endpoint();
    if (endpoint.host().isEmpty()) {
      return;
    }
    if (endpoints.stream().anyMatch(one -> one.meets(endpoint.host(), endpoint.port()))) {
      listener.wrong(
          "port", String.valueOf(endpoint.port()), "a port that no listener before it has");
    }
    endpoints.add(endpoint);
  }
}
