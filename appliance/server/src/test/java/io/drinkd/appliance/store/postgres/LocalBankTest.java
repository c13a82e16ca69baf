package io.drinkd.appliance.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.StoreContract;
import io.drinkd.appliance.store.StoreException;
import io.drinkd.appliance.store.StoreException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Books in a bank that is reached by the local socket of its server. */
class LocalBankTest extends StoreContract {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final BankAddress network = TestBanks.create();
  private final BankAddress bank = TestBanks.local(network);

  @Override
  protected Store open() {
    return PostgresStore.open(bank, "here", nanos -> {});
  }

  @Test
  void itIsShownAsItIsWritten() {
    String folder = bank.hosts().get(0).name().replace("/", "%2F");
    assertThat(bank).hasToString(network.toString().replace("127.0.0.1", folder));
    assertThat(new BankSetup(bank, "here").status().server().encrypted()).isFalse();
  }

  @Test
  void aSessionThatTheServerEndsIsReplaced() throws SQLException {
    try (Store store = open();
        Connection connection = TestBanks.connect(network);
        Statement statement = connection.createStatement()) {
      store.write(tx -> open(tx, "member:bob")).join();
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE application_name = 'drinkd here'");
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> !store.check().handle((done, failure) -> failure != null).join());
      assertThat(accounts(store)).isEqualTo(4);
    }
  }

  @Test
  void aFileWhereTheFolderOfTheSocketBelongsIsSaid(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(new BankSetup(at(file.toString()), "here")::status)
        .isInstanceOf(StoreException.class)
        .hasMessageEndingWith(
            "failed: "
                + file
                + " is no folder that can have a socket; let url: name the folder of the server's"
                + " unix_socket_directories, without the name of the socket itself");
    Files.createDirectory(folder.resolve(".s.PGSQL.5432"));
    assertThatThrownBy(new BankSetup(at(folder.toString()), "here")::status)
        .hasMessageEndingWith(
            folder.resolve(".s.PGSQL.5432")
                + " is a folder, expected the socket of a server; correct url:");
  }

  private static BankAddress at(String folder) {
    return new BankAddress(
        List.of(new BankAddress.Host(folder, 5432)),
        "drink",
        "drinkd",
        "",
        Optional.empty(),
        BankAddress.TAKEOVER);
  }

  @Test
  void whereNoSocketIsThatIsSaid() {
    BankAddress elsewhere = at("/no/such/folder");
    assertThatThrownBy(() -> PostgresStore.open(elsewhere, "here", nanos -> {}))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.AWAY))
        .hasMessage(
            "opening the bank postgresql://%2Fno%2Fsuch%2Ffolder:5432/drink failed: there is no"
                + " socket /no/such/folder/.s.PGSQL.5432; start the server, or see its"
                + " unix_socket_directories and port");
  }
}
