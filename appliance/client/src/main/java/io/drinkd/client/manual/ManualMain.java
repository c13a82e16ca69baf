package io.drinkd.client.manual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes {@code drink.1} and {@code completion} into the folder that is named. */
public final class ManualMain {

  private ManualMain() {}

  /** The folder, and the version that the page names. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    Files.writeString(folder.resolve("drink.1"), ManualPage.text(arguments[1]));
    Files.writeString(folder.resolve("completion"), Completion.text());
  }
}
