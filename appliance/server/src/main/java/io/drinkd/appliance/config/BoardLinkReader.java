package io.drinkd.appliance.config;

import io.drinkd.appliance.config.MachineSettings.DialIn;
import io.drinkd.appliance.config.MachineSettings.HostAndPort;
import io.drinkd.appliance.config.MachineSettings.Link;
import io.drinkd.driver.link.BoardTls;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Reads how a machine's board is reached. To be used by one thread. */
final class BoardLinkReader {

  private static final HostAndPort NOWHERE = new HostAndPort("", 0);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:-]{1,253}");

  private final Optional<TlsReader> certificates;

  /**
   * @param certificates where files of certificates are read; empty for a command that needs none
   */
  BoardLinkReader(Optional<TlsReader> certificates) {
    this.certificates = certificates;
  }

  /** Which side opens the connection, and where; mistakes in it become errors. */
  Link link(Section machine) {
    Optional<Boolean> flag = machine.optionalFlag("accept");
    if (machine.has("accept") && flag.isEmpty()) {
      // What else is wrong depends on what is meant by it.
      return NOWHERE;
    }
    boolean accept = flag.orElse(false);
    boolean connect = machine.has("connect");
    if (accept == connect) {
      machine.wrong(
          accept ? "accept" : "connect",
          accept ? "connect and accept" : "neither connect nor accept",
          "one of them: host:port where its board is dialled, or accept: true if it dials in");
    }
    for (String key : List.of("address", "port")) {
      if (machine.has(key) && !accept) {
        machine.wrong(key, "it without accept: true", "the one with the other");
      }
    }
    if (accept && machine.has("tls")) {
      machine.wrong("tls", "it beside accept: true", "connect: with it, or accept: without");
    }
    return accept ? new DialIn(address(machine, "address"), port(machine)) : connect(machine);
  }

  static Optional<String> address(Section machine, String key) {
    Optional<String> text = machine.optionalText(key);
    Optional<String> address = text.flatMap(Addresses::literal);
    if (text.isPresent() && address.isEmpty()) {
      machine.wrong(key, Values.shown(text.get()), "an address such as 192.0.2.7 or fd00::7");
    }
    return address;
  }

  private static OptionalInt port(Section machine) {
    return machine.has("port") ? OptionalInt.of(machine.smallNumber("port")) : OptionalInt.empty();
  }

  private static HostAndPort connect(Section machine) {
    String text = machine.text("connect");
    Optional<HostAndPort> connect = Addresses.hostAndPort(text);
    if (connect.isEmpty() && !text.isEmpty()) {
      machine.wrong(
          "connect",
          Values.shown(text),
          "host:port, a name or an address and a port from 1 to 65535: 192.0.2.5:4343");
    }
    return connect.orElse(NOWHERE);
  }

  /** How the board is known if the link is TLS; empty if it is not. */
  Optional<BoardTls> tls(Section machine) {
    if (!machine.has("tls") || certificates.isEmpty()) {
      return Optional.empty();
    }
    Section tls = machine.section("tls");
    String host =
        machine
            .optionalText("connect")
            .flatMap(Addresses::hostAndPort)
            .map(HostAndPort::host)
            .orElse("");
    Optional<String> name = tls.optionalText("name");
    name.filter(one -> !NAME.matcher(one).matches())
        .ifPresent(
            one ->
                tls.wrong(
                    "name",
                    Values.shown(one),
                    "a host name or an address, as in the board's certificate"));
    if (name.isEmpty()) {
      tls.holds("name", host);
    }
    List<X509Certificate> trusted = certificates.get().trusted(tls);
    // Asked for once more where it is there only, for what is missing is said once.
    String file = trusted.isEmpty() ? "" : tls.text("trust");
    return Optional.of(new BoardTls(name.orElse(host), file, trusted));
  }
}
