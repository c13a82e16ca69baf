package io.drinkd.appliance.process;

import io.drinkd.appliance.store.postgres.BankAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Has the appliance of a configuration keep its books in a bank. */
public final class InBank {

  private InBank() {}

  /**
   * Changes the settings of an appliance.
   *
   * @param settings the file, which has a name already and does not say where the books are
   * @param name by which it has the bank
   */
  public static void keep(Path settings, String name, BankAddress bank) throws IOException {
    String before = Files.readString(settings).replaceFirst("(?m)^name: .*$", "name: " + name);
    String trust = bank.trust().map(file -> ", trust: \"" + file + "\"").orElse("");
    Files.writeString(
        settings,
        before
            + "store: { postgres: { url: \"%s\", user: %s, takeover: %dms%s } }\n"
                .formatted(bank, bank.user(), bank.takeover().toMillis(), trust));
  }
}
