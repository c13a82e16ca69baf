package io.drinkd.appliance.sunday;

import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.process.HouseFolder;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.TestSettings;
import io.drinkd.appliance.store.sqlite.SqliteStore;
import io.drinkd.driver.SystemTimers;
import io.drinkd.driver.Timers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The books of a {@link House} with its members in them. They are made once and then copied,
 * because hashing the members' passwords takes longer than most tests.
 */
final class PreparedData {

  private static final byte[] BOOKS = books();

  private PreparedData() {}

  /** Makes the books in a data folder that has none. */
  static void copyTo(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve(SqliteStore.FILE_NAME), BOOKS);
  }

  private static byte[] books() {
    try {
      Path folder = Files.createTempDirectory("drinkd-prepared-data");
      try (SystemTimers timers = Timers.system("prepared-data");
          Services books = Services.openBooks(folder, TestSettings.MEMBERS, timers)) {
        add(books, withPassword("bob", false, 1_000));
        add(books, withPassword("poor", false, 10));
        add(books, withPassword("alice", true, 0));
        add(books, new NewMember("carol", Optional.empty(), false, 70, List.of("01AB23CD")));
      }
      byte[] file = Files.readAllBytes(folder.resolve(SqliteStore.FILE_NAME));
      HouseFolder.remove(folder);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static NewMember withPassword(String name, boolean admin, long credits) {
    return new NewMember(name, Optional.of(name + "'s password"), admin, credits, List.of());
  }

  private static void add(Services books, NewMember member) {
    books.foundation().members().add(member, "test").join();
  }
}
