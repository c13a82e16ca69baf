package io.drinkd.appliance;

import io.drinkd.appliance.config.SettingsError;
import io.drinkd.appliance.store.FileFailure;
import io.drinkd.appliance.store.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Whether the appliance could keep its books in the data folder. Changes nothing in it. */
final class DataFolderCheck {

  /**
   * Below this even a start may fail: the log beside the books, what is unpacked, and some more.
   */
  private static final long ROOM_BYTES = 64L << 20;

  private final Path file;
  private final Path data;
  private final long roomBytes;
  private final List<SettingsError> mistakes = new ArrayList<>();

  private DataFolderCheck(Path file, Path data, long roomBytes) {
    this.file = file;
    this.data = data;
    this.roomBytes = roomBytes;
  }

  /**
   * What is wrong with the folder.
   *
   * @param file names it, as {@code data}
   */
  static List<SettingsError> mistakes(Path file, Path data) {
    return mistakes(file, data, ROOM_BYTES);
  }

  /** The same, where more or less room is enough. */
  static List<SettingsError> mistakes(Path file, Path data, long roomBytes) {
    DataFolderCheck check = new DataFolderCheck(file, data, roomBytes);
    try {
      check.run();
    } catch (IOException e) {
      check.wrong(data + ", which cannot be read: " + FileFailure.reason(e), "a readable folder");
    }
    return List.copyOf(check.mistakes);
  }

  private void run() throws IOException {
    Path present = data;
    while (!Files.exists(present) && present.getParent() != null) {
      if (FileFailure.isDangling(present)) {
        wrong(
            present + ", a link to " + FileFailure.target(present) + ", which does not exist",
            "a folder of the user who runs drinkd; create it");
        return;
      }
      present = present.getParent();
    }
    if (!present.equals(data)) {
      if (!Files.isDirectory(present) || !Files.isWritable(present) || isVirtual(present)) {
        wrong(
            data + ", which cannot be created in " + present,
            "a folder of the user who runs drinkd; create it, then: chown USER " + data);
      }
    } else if (usable()) {
      requireOneOwner();
      if (mistakes.isEmpty() && OwnerOnly.isOpenToOthers(data)) {
        wrong(
            data + ", open to others, who could read password hashes",
            "its owner's alone: chmod 700 " + data);
      }
    }
    long room = Files.getFileStore(present).getUsableSpace();
    if (mistakes.isEmpty() && room < roomBytes) {
      wrong(
          data + " with " + (room >> 20) + " MiB of room on its disk",
          "at least " + (roomBytes >> 20) + " MiB; free some, or let data: name another disk");
    }
  }

  /** Nobody, not even root, creates anything in /proc or /sys. */
  private static boolean isVirtual(Path folder) throws IOException {
    return Files.getFileStore(folder).getTotalSpace() == 0;
  }

  private boolean usable() throws IOException {
    boolean usable = Files.isReadable(data) && Files.isWritable(data) && Files.isExecutable(data);
    if (!usable) {
      UserPrincipal owner = Files.getOwner(data);
      wrong(
          data + " of " + owner + ", which this user may not write",
          "a folder of the user who runs drinkd: run the check as " + owner + ", or chown it");
    }
    return usable;
  }

  private void requireOneOwner() throws IOException {
    UserPrincipal owner = Files.getOwner(data);
    List<Path> others = new ArrayList<>();
    try (Stream<Path> entries = Files.list(data)) {
      for (Path entry : entries.sorted().toList()) {
        if (!Files.getOwner(entry, LinkOption.NOFOLLOW_LINKS).equals(owner)) {
          others.add(entry);
        }
      }
    }
    if (!others.isEmpty()) {
      Path first = others.get(0);
      int more = others.size() - 1;
      wrong(
          first
              + (more == 0 ? "" : " and " + more + " more")
              + ", which belongs to "
              + Files.getOwner(first, LinkOption.NOFOLLOW_LINKS)
              + ", in a folder of "
              + owner,
          "one owner: chown -R " + owner + " " + data);
    }
  }

  private void wrong(String found, String expected) {
    mistakes.add(new SettingsError(file, "data", found, expected));
  }
}
