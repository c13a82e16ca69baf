package io.drinkd.appliance.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drinkd.appliance.process.RunningPostgres;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.StoreException.Kind;
import io.drinkd.driver.testkit.ReservedPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why a bank is not to be had, by the network and by the local socket of a server as it is. */
class BankReasonIT {

  @TempDir static Path folder;
  private static RunningPostgres server;

  @BeforeAll
  static void start() throws IOException, SQLException {
    Path sockets = Files.createDirectory(folder.resolve("sockets"));
    server =
        RunningPostgres.create(folder.resolve("bank"))
            .with("unix_socket_directories", sockets.toString())
            .admit(
                List.of(
                    "local all asked scram-sha-256",
                    "local all plain password",
                    "local all peer peer",
                    "local all out reject",
                    "local all all trust",
                    "host all asked all scram-sha-256",
                    "host all plain all password",
                    "host all peer,out all reject"),
                List.of());
    server.start();
    for (String role : List.of("asked", "plain", "peer", "out", "few", "poor")) {
      server.execute("postgres", "CREATE ROLE " + role + " LOGIN PASSWORD 'right'");
    }
    server.execute("postgres", "ALTER ROLE few CONNECTION LIMIT 0");
    server.execute("postgres", "CREATE DATABASE drink");
    server.execute("postgres", "REVOKE CONNECT ON DATABASE drink FROM public");
    for (String role : List.of("asked", "plain", "peer", "out", "few")) {
      server.execute("postgres", "GRANT CONNECT ON DATABASE drink TO " + role);
    }
    server.execute("postgres", "CREATE DATABASE shut");
    server.execute("postgres", "ALTER DATABASE shut ALLOW_CONNECTIONS false");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static BankAddress bank(boolean local, String database, String user, String password) {
    BankAddress known = local ? server.localAddress(database, user) : server.address(database);
    return new BankAddress(
        known.hosts(), database, user, password, Optional.empty(), BankAddress.TAKEOVER);
  }

  private static void assertRefused(BankAddress bank, String why) {
    assertThatThrownBy(new BankSetup(bank, "here")::status)
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isIn(Kind.AWAY, Kind.UNAVAILABLE))
        .hasMessageStartingWith("reading the bank " + bank + " failed: ")
        .hasMessageContaining(why)
        .hasMessageNotContaining("\n")
        .hasMessageNotContaining("FATAL")
        .hasMessageNotContaining("(state ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "none | asked | right | there is no database \"none\"; correct url:, or rename it back",
        "drink | nobody | | the server refuses the user \"nobody\" from here",
        "drink | out | | the server refuses the user \"out\" from here",
        "drink | asked | wrong | the server refuses the password of the user \"asked\"",
        "drink | asked | | the server asks for a password of the user \"asked\"",
        "drink | plain | | the server asks for a password of the user \"plain\"",
        "drink | plain | wrong | the server refuses the password of the user \"plain\"",
        "drink | few | | no connection left for the user \"few\"",
        "drink | poor | | the user \"poor\" has no right to do this there",
        "shut | poor | | the database \"shut\" accepts no connections now"
      })
  void whoIsNotLetInReadsWhy(String database, String user, String password, String why) {
    String given = password == null ? "" : password;
    assertRefused(bank(false, database, user, given), why);
    assertRefused(bank(true, database, user, given), why);
  }

  @Test
  void byPeerItIsTheSystemsUserWhoIsRefused() {
    assertRefused(
        bank(true, "drink", "peer", ""),
        "it has no such user, or one that may not log in, or its pg_hba.conf does not let it in: by"
            + " peer authentication only the system's user of that name is, or whom pg_ident.conf"
            + " names, and this process comes as \""
            + System.getProperty("user.name")
            + "\"");
  }

  @Test
  void aServerThatDoesNotEncryptIsNotUsedWhereThatIsAskedFor() throws IOException {
    BankAddress known = server.address("drink");
    Path any = Files.writeString(folder.resolve("any.pem"), "");
    BankAddress encrypted =
        new BankAddress(
            known.hosts(), "drink", "asked", "right", Optional.of(any), BankAddress.TAKEOVER);
    assertRefused(encrypted, "the server does not encrypt, and trust: asks for it");
  }

  @Test
  void whereNobodyListensThatIsSaid() throws IOException {
    try (ReservedPort nobody = ReservedPort.any()) {
      BankAddress nowhere =
          new BankAddress(
              List.of(new BankAddress.Host("127.0.0.1", nobody.number())),
              "drink",
              "asked",
              "",
              Optional.empty(),
              BankAddress.TAKEOVER);
      assertRefused(nowhere, "nobody listens there; start the server, or correct url:");
    }
  }

  @Test
  void whatIsNoPostgresIsSaidToBeNone() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread thread =
          new Thread(
              () -> {
                try (Socket client = other.accept()) {
                  client
                      .getOutputStream()
                      .write("OK Welcome\n".getBytes(StandardCharsets.US_ASCII));
                  client.getInputStream().readAllBytes();
                } catch (IOException e) {
                  // The other end is gone.
                }
              });
      thread.start();
      BankAddress wrong =
          new BankAddress(
              List.of(new BankAddress.Host("127.0.0.1", other.getLocalPort())),
              "drink",
              "asked",
              "",
              Optional.empty(),
              BankAddress.TAKEOVER);
      assertRefused(wrong, "what answers there is not PostgreSQL");
    }
  }
}
