package io.drinkd.appliance.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a copy of a store may be put: SQLite takes what stands beside a file, under its name with
 * an ending, for a part of it, and would read a copy into other books or other files into the copy.
 */
public final class CopyPlace {

  private static final List<String> ENDINGS = List.of("-journal", "-wal", "-shm");

  private CopyPlace() {}

  /**
   * Refuses a file as a copy, or as a part of one.
   *
   * @param file absolute
   * @param dataFolder the folder of the books, in which all names are drinkd's
   * @throws IOException if it cannot be used; the message says why, in one line
   */
  public static void require(Path file, Path dataFolder) throws IOException {
    String name = String.valueOf(file.getFileName());
    for (String ending : ENDINGS) {
      if (name.endsWith(ending)) {
        throw new IOException(
            file
                + ": found a name that SQLite gives to a part of other books, expected one such as"
                + " books.db; nothing was written");
      }
      Path beside = file.resolveSibling(name + ending);
      if (Files.exists(beside, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException(
            beside
                + ": SQLite would take it for a part of the copy; delete it, or give the copy"
                + " another name; nothing was written");
      }
    }
    Path folder = file.getParent();
    if (folder != null
        && Files.isDirectory(folder)
        && folder.toRealPath().startsWith(dataFolder.toRealPath())) {
      throw new IOException(
          file
              + ": found a file in the data folder, where all is drinkd's, expected one in another"
              + " folder, best on another disk; nothing was written");
    }
  }
}
