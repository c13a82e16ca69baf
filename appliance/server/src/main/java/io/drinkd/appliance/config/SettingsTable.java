package io.drinkd.appliance.config;

import static io.drinkd.appliance.config.Setting.choice;
import static io.drinkd.appliance.config.Setting.duration;
import static io.drinkd.appliance.config.Setting.number;
import static io.drinkd.appliance.config.Setting.of;
import static io.drinkd.appliance.config.Setting.temperature;
import static io.drinkd.appliance.config.Setting.text;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.drinkd.appliance.config.Setting.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Every key of the configuration, with its range and what holds when it is left out, so that both
 * stand in one place; but for the settings of a listener that only its protocol has, which stand in
 * the protocol's {@link ProtocolDeclaration}.
 */
public final class SettingsTable {

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration DAY = Duration.ofDays(1);

  /** The keys of {@code appliance.yaml}. */
  public static final List<Setting> APPLIANCE =
      List.of(
          of(Kind.TEXT, "name", "the name by which clients are greeted"),
          of(Kind.TEXT, "data", "the folder of the books").orElse("data"),
          choice("store", List.of("sqlite", "postgres"), "where the books are kept")
              .orElse("sqlite"),
          of(Kind.SECTION, "store.postgres", "the PostgreSQL database that keeps them"),
          text("store.postgres.url", 500, "the URL of the database"),
          text("store.postgres.user", 63, "the role that drinkd is there"),
          of(Kind.SECTION, "store.postgres.password", "where its password is").optional(),
          of(Kind.TEXT, "store.postgres.password.file", "a file that holds it").optional(),
          of(Kind.TEXT, "store.postgres.password.env", "an environment variable that holds it")
              .optional(),
          of(
                  Kind.WORD,
                  "store.postgres.password.credential",
                  "a credential of systemd that holds it")
              .optional(),
          of(Kind.TEXT, "store.postgres.trust", "a PEM file with the certificates to trust")
              .optional(),
          duration(
                  "store.postgres.takeover",
                  Duration.ofSeconds(2),
                  Duration.ofMinutes(10),
                  "how long an appliance that is cut off keeps the books")
              .orElse("4s"),
          of(Kind.TEXTS, "plugins", "the folders of the driver plugins").optional(),
          of(Kind.TEXT, "control", "the socket for operators' commands").optional(),
          of(Kind.SECTIONS, "listeners", "the doors for clients"),
          of(Kind.WORD, "listeners.name", "the listener's name, for logs"),
          of(Kind.WORD, "listeners.protocol", "its protocol"),
          of(Kind.TEXT, "listeners.host", "the local address to listen on"),
          number("listeners.port", 0, 65_535, "the port; 0 lets the system choose one"),
          number("listeners.backlog", 1, 65_535, "how many connections may wait to be accepted")
              .orElse("1024"),
          of(Kind.SECTION, "listeners.connections", "how many may be open at once").optional(),
          number("listeners.connections.all", 1, 1_000_000, "in all").orElse("2000"),
          number("listeners.connections.per-address", 1, 1_000_000, "from one address")
              .orElse("1000"),
          of(Kind.SECTION, "boards", "connections with the boards").optional(),
          of(Kind.SECTION, "boards.accept", "where boards dial in").optional(),
          of(Kind.TEXT, "boards.accept.host", "the local address to listen on").optional(),
          number("boards.accept.port", 0, 65_535, "the port; 0 lets the system choose one")
              .orElse("4343"),
          of(Kind.RANGES, "listeners.allow", "the addresses that may connect").optional(),
          of(Kind.SECTION, "listeners.tls", "its certificate and key, for TLS").optional(),
          of(Kind.TEXT, "listeners.tls.certificate", "a PEM file with its certificates"),
          of(Kind.TEXT, "listeners.tls.key", "a PEM file with its private key").optional(),
          of(Kind.FLAG, "listeners.tls.await", "closed until the certificate is there").optional(),
          of(Kind.SECTION, "limits", "bounds for the appliance as a whole").optional(),
          duration("limits.delay-max", Duration.ZERO, DAY, "the longest delay of a drop")
              .orElse("3600s"),
          number("limits.queue-per-board", 1, 10_000, "how many orders may wait for one board")
              .orElse("16"),
          number("limits.io-processors", 1, 64, "threads that serve each listener").orElse("1"),
          of(Kind.SECTION, "logins", "how wrong logins are slowed down").optional(),
          number("logins.wrong", 1, 1_000, "wrong logins in a row before the first pause")
              .orElse("3"),
          duration(
                  "logins.pause",
                  SHORTEST,
                  DAY,
                  "the first pause; each further one is twice as long")
              .orElse("1s"),
          duration("logins.pause-max", SHORTEST, DAY, "the longest pause").orElse("30s"),
          of(Kind.SECTION, "members", "who the members are").optional(),
          number("members.floor", -1_000_000_000, 0, "the lowest balance of new members")
              .orElse("0"),
          duration("members.undo", Duration.ZERO, DAY, "how long a gift may be taken back")
              .orElse("5m"),
          choice("members.source", List.of("local", "ldap"), "where their passwords are kept")
              .orElse("local"),
          of(Kind.SECTION, "members.ldap", "the LDAP directory").optional(),
          of(Kind.TEXT, "members.ldap.url", "the URL of the directory"),
          of(Kind.TEXT, "members.ldap.trust", "a PEM file with the certificates to trust")
              .optional(),
          of(Kind.TEXT, "members.ldap.account", "the DN that looks up members").optional(),
          of(Kind.SECTION, "members.ldap.password", "where the account's password is"),
          of(Kind.TEXT, "members.ldap.password.file", "a file that holds it").optional(),
          of(Kind.TEXT, "members.ldap.password.env", "an environment variable that holds it")
              .optional(),
          of(Kind.WORD, "members.ldap.password.credential", "a credential of systemd that holds it")
              .optional(),
          of(Kind.TEXT, "members.ldap.base", "the DN below which members are"),
          of(Kind.WORD, "members.ldap.name-attribute", "the attribute with a member's name")
              .orElse("uid"),
          of(Kind.WORD, "members.ldap.ibutton-attribute", "the attribute with the iButton")
              .optional(),
          of(Kind.TEXT, "members.ldap.admin-group", "the DN of the admins' group").optional(),
          duration(
                  "members.ldap.timeout", SHORTEST, Duration.ofMinutes(1), "how long a login waits")
              .orElse("900ms"),
          number("members.ldap.connections", 1, 64, "how many connections to keep").orElse("4"),
          choice("remote-shutdown", List.of("refused", "allowed"), "stopping by admins")
              .orElse("refused"),
          of(Kind.SECTION, "in-doubt", "drops whose outcome is unknown").optional(),
          choice("in-doubt.policy", List.of("keep", "charge", "refund"), "what to do with them")
              .orElse("keep"),
          duration(
                  "in-doubt.after",
                  Duration.ofMinutes(1),
                  Duration.ofDays(365),
                  "how long it waits before that")
              .orElse("24h"));

  /** The keys of a file under {@code machines}. */
  public static final List<Setting> MACHINE =
      List.of(
          of(Kind.TEXT, "name", "the machine's name for people"),
          of(Kind.WORDS, "aliases", "further names by which clients select it").optional(),
          of(Kind.TEXT, "location", "where it stands"),
          of(Kind.TEXT, "public-address", "clients of this local address start with it").optional(),
          of(Kind.WORD, "driver", "the model of its board"),
          of(Kind.TEXT, "connect", "host:port at which its board listens").optional(),
          of(Kind.FLAG, "accept", "its board dials in").optional(),
          number("port", 1, 65_535, "a port of its own at which its board dials in").optional(),
          of(Kind.TEXT, "address", "the only address from which its board dials in").optional(),
          of(Kind.SECTION, "tls", "how its board is known, if the link is TLS").optional(),
          of(Kind.TEXT, "tls.trust", "a PEM file with the certificates to trust"),
          of(Kind.TEXT, "tls.name", "the name that the board's certificate is for").optional(),
          of(Kind.SECTION, "password", "where the board's password is kept, if its model has one")
              .optional(),
          of(Kind.TEXT, "password.file", "a file that holds it").optional(),
          of(Kind.TEXT, "password.env", "an environment variable that holds it").optional(),
          of(Kind.WORD, "password.credential", "a credential of systemd that holds it").optional(),
          duration("timeout", SHORTEST, DAY, "how long an order may go unanswered").optional(),
          duration("guard-time", SHORTEST, DAY, "how long to wait for a late answer then")
              .optional(),
          duration("pause", Duration.ZERO, Duration.ofMinutes(10), "between two orders").optional(),
          of(Kind.SECTION, "settings", "what its driver wants to know; its guide names them")
              .optional(),
          temperature("cold", -30, 50, "from this temperature on it is not cold any more")
              .optional(),
          of(Kind.SECTIONS, "slots", "what each slot holds at first"),
          number("slots.slot", 0, 999, "the slot's number as the board counts it"),
          of(Kind.TEXT, "slots.item", "what is sold"),
          number("slots.price", 0, 1_000_000_000, "whole credits; 0 is free"),
          number("slots.count", 0, 1_000_000, "how many are in it"));

  private SettingsTable() {}

  /** The last word of every key, such as {@code per-address}. */
  public static Set<String> names() {
    return Stream.concat(APPLIANCE.stream(), MACHINE.stream())
        .map(Setting::name)
        .collect(toUnmodifiableSet());
  }
}
