package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.control.ControlSocket;
import io.drinkd.appliance.control.DataFolder;
import io.drinkd.appliance.control.SocketPlace;
import io.drinkd.appliance.control.command.BooksCommandRunner;
import io.drinkd.appliance.ledger.Balance;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.TestSettings;
import io.drinkd.appliance.store.TestBooks;
import io.drinkd.driver.SystemTimers;
import io.drinkd.driver.Timers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;

/**
 * A folder with books in which bob has a drop in doubt, and operator's commands as processes give
 * them: on the books themselves, and while they are open.
 */
abstract class OperatorOnBooks extends TestWithCommands {

  Path data;

  OperatorOnBooks() {
    super(Map.of("SUDO_USER", "alice", "TZ", "GMT0"));
  }

  @BeforeEach
  void configure() throws IOException {
    data = temporary.resolve("data");
    Files.writeString(
        temporary.resolve("appliance.yaml"),
        """
        name: Floor drink server
        listeners:
          - { name: sunday, protocol: sunday, host: 127.0.0.1, port: 0 }
        """);
    inBooks(
        books -> {
          NewMember bob = new NewMember("bob", Optional.empty(), false, 100, List.of());
          MemberRecord added = books.foundation().members().add(bob, "test").join();
          return DropsInTheBooks.addInDoubt(books, added);
        });
  }

  <T> T inBooks(Function<Services, T> work) {
    try (DataFolder folder = DataFolder.take(data);
        SystemTimers timers = Timers.system("timers");
        Services books =
            Services.openBooks(TestBooks.begun(folder.path()), TestSettings.MEMBERS, timers)) {
      return work.apply(books);
    }
  }

  interface Check {
    void run() throws Exception;
  }

  /** With nobody on the books, or while a process has them open and takes commands. */
  void whether(boolean open, Check check) throws Exception {
    if (!open) {
      check.run();
      return;
    }
    try (DataFolder folder = DataFolder.take(data);
        SystemTimers timers = Timers.system("timers");
        Services books =
            Services.openBooks(TestBooks.begun(folder.path()), TestSettings.MEMBERS, timers);
        ControlSocket socket =
            ControlSocket.open(SocketPlace.in(folder), BooksCommandRunner.onBooks(books), timers)) {
      assertThat(socket).isNotNull();
      check.run();
    }
  }

  Balance balanceOfBob() {
    return inBooks(
        books ->
            books
                .foundation()
                .ledger()
                .balance(books.foundation().members().find("bob").orElseThrow().account()));
  }

  /** The drop in doubt has another state than its last event says. */
  void makeUnsound() {
    inBooks(
        books ->
            books
                .foundation()
                .store()
                .<Integer>writeNow(
                    tx -> tx.update("UPDATE drop_order SET state = 'QUEUED' WHERE id = 1")));
  }
}
