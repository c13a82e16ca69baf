package io.drinkd.appliance.crash.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.drinkd.appliance.process.HouseFolder;
import io.drinkd.appliance.process.OneCommand;
import io.drinkd.appliance.process.RunningAppliance;
import io.drinkd.appliance.process.RunningBoard;
import io.drinkd.appliance.process.RunningPostgres;
import io.drinkd.appliance.store.Store;
import io.drinkd.appliance.store.postgres.BankAddress;
import io.drinkd.appliance.store.postgres.PostgresStore;
import io.drinkd.appliance.sunday.LineClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An appliance beside its database, which it reaches by the local socket, without a password: the
 * server asks the system who comes.
 */
class LocalBankIT {

  private static final String ROLE = "drinkd";
  private static final String MEMBER = "member";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir Path folder;
  private Path sockets;
  private RunningPostgres server;
  private HouseFolder house;
  private Path settings;
  private String storeless;

  @BeforeEach
  void startServer() throws IOException, SQLException {
    sockets = Files.createDirectory(folder.resolve("sockets"));
    server =
        RunningPostgres.create(folder.resolve("bank"))
            .with("unix_socket_directories", sockets.toString())
            .admit(
                List.of("local drink drinkd peer map=house", "local all all reject"),
                List.of("house " + asTheServerSeesIt() + " drinkd"));
    server.start();
    server.execute("postgres", "CREATE ROLE " + ROLE + " LOGIN");
    server.execute("postgres", "CREATE DATABASE drink OWNER " + ROLE);
    house = new HouseFolder(Files.createDirectory(folder.resolve("house")));
    settings = house.conf().resolve("appliance.yaml");
    storeless = Files.readString(settings);
    keepIn(bank(), ROLE);
  }

  private BankAddress bank() {
    return server.localAddress("drink", ROLE);
  }

  /** Root starts it in a namespace in which no user but itself has a name. */
  private static String asTheServerSeesIt() {
    String user = System.getProperty("user.name");
    return user.equals("root") ? "nobody" : user;
  }

  private void keepIn(Object url, String user) throws IOException {
    String store = "store: { postgres: { url: \"" + url + "\", user: " + user + " } }\n";
    Files.writeString(settings, storeless + store);
  }

  @AfterEach
  void end() {
    server.close();
  }

  private static String drop(RunningAppliance appliance) throws IOException {
    try (LineClient line = LineClient.greeted(appliance.port())) {
      line.ask("IBUTTON " + MEMBER);
      line.ask("MACHINE d");
      return line.ask("DROP 1");
    }
  }

  private static void awaitDrop(RunningAppliance appliance) {
    await().atMost(PATIENCE).until(() -> drop(appliance).startsWith("OK"));
  }

  private OneCommand run(String... arguments) throws IOException {
    return OneCommand.run(house, arguments);
  }

  private void assertWell(String... arguments) throws IOException {
    OneCommand done = run(arguments);
    assertThat(done.code()).as(done.said()).isZero();
  }

  private void assertRefused(String why, String... arguments) throws IOException {
    OneCommand refused = run(arguments);
    assertThat(refused.code()).as(refused.said()).isNotZero();
    assertThat(refused.said()).contains(why).hasLineCount(1);
  }

  @Test
  void anApplianceWorksAndComesBackAfterTheServerWasKilled() throws IOException {
    assertWell("bank", "init");
    assertWell("user", "add", MEMBER, "--credits", "1000", "--ibutton", MEMBER);
    OneCommand status = run("--json", "bank", "status");
    assertThat(status.said())
        .contains("\"encrypted\":false")
        .contains("\"bank\":\"postgresql://%2F");
    try (RunningBoard board = RunningBoard.start(folder.resolve("cans.log"), Duration.ZERO)) {
      house.addMachine("d", board.port(), LONG, LONG);
      try (RunningAppliance appliance = RunningAppliance.start(house)) {
        awaitDrop(appliance);
        // A command that needs the files of this one says what runs, and how to stop it.
        assertRefused("the appliance runs, as process " + appliance.pid(), "bank", "import");
        server.kill();
        await().atMost(PATIENCE).until(() -> appliance.log().contains("is away, trying again"));
        String nobody = "nobody listens at the socket " + sockets.resolve(".s.PGSQL.");
        await().atMost(PATIENCE).until(() -> appliance.log().contains(nobody));
        assertThat(appliance.log())
            .contains("; books in the bank " + bank())
            .doesNotContain("operator's command not received");
        assertRefused(nobody, "bank", "status");
        OneCommand unwell = run("status");
        assertThat(unwell.said())
            .containsPattern("\n *bank +wrong .*appliance .* when the bank answered last")
            .contains(nobody)
            .containsPattern("\n *logins +wrong .*are refused until")
            .contains(
                "bank: see to the database as its line says; it is tried again twice a second");
        assertThat(drop(appliance)).startsWith("ERR");
        assertThat(board.cans()).hasSize(1);

        server.start();

        awaitDrop(appliance);
        assertThat(board.cans()).hasSize(2);
        assertThat(appliance.stop()).isZero();
      }
    }
    assertWell("ledger", "verify");
  }

  @Test
  void aServerThatIsFrozenIsGivenUp() throws IOException {
    assertWell("bank", "init");
    try (Store store = PostgresStore.open(bank(), "here", nanos -> {})) {
      store.check().join();
      server.freeze(true);
      try {
        await().atMost(PATIENCE).until(() -> store.away().isPresent());
      } finally {
        server.freeze(false);
      }
      await()
          .atMost(PATIENCE)
          .until(() -> !store.check().handle((done, failure) -> failure != null).join());
    }
  }

  @Test
  void whoeverIsNotLetInIsToldWhy() throws IOException {
    keepIn(bank(), "postgres");
    assertRefused("by peer authentication only the system's user of that name", "bank", "status");
    keepIn("postgresql://%2Fno%2Fsuch/drink", ROLE);
    assertRefused("there is no socket /no/such/.s.PGSQL.5432", "bank", "status");
    keepIn(bank(), ROLE);
    server.kill();
    assertRefused("nobody listens at the socket " + sockets, "bank", "status");
  }

  /** The command of root is carried out as the owner of the data folder, as the service is. */
  @Test
  void rightsOfTheSocketCountForTheOwnerOfTheBooks() throws IOException {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root can be somebody else");
    Files.createDirectories(house.data());
    Files.setOwner(
        house.data(),
        folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
    for (Path open : List.of(folder, sockets)) {
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    assertWell("bank", "init");
    Path socket = sockets.resolve(".s.PGSQL." + server.port());
    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rwxr-x---"));
    assertRefused("not use the socket " + socket, "bank", "status");
    Files.setPosixFilePermissions(sockets, PosixFilePermissions.fromString("rwx------"));
    assertRefused("not use the socket " + socket, "bank", "status");
  }
}
