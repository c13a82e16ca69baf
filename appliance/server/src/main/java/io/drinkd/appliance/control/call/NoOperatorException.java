package io.drinkd.appliance.control.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;

/**
 * The user of this process may not give commands to the appliance: its control socket is for
 * others. The message is one line that says who may.
 */
public final class NoOperatorException extends IOException {

  private static final long serialVersionUID = 1L;

  NoOperatorException(Path socket, IOException cause) {
    super(socket + ": permission denied; " + whatToDo(socket.getParent()), cause);
  }

  /** By the folder of the socket, or the first one above it that can be seen. */
  private static String whatToDo(Path folder) {
    try {
      PosixFileAttributes found = Files.readAttributes(folder, PosixFileAttributes.class);
      if (!found.permissions().contains(PosixFilePermission.GROUP_EXECUTE)) {
        return "only "
            + found.owner().getName()
            + " can see whether an appliance runs: run the command as "
            + found.owner().getName()
            + ", or with sudo";
      }
      return "join the group "
          + found.group().getName()
          + " (sudo adduser "
          + System.getProperty("user.name")
          + " "
          + found.group().getName()
          + ", then log in again), or use sudo";
    } catch (IOException e) {
      return folder.getParent() == null ? "use sudo" : whatToDo(folder.getParent());
    }
  }
}
