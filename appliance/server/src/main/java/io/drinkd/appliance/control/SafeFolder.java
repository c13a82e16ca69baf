package io.drinkd.appliance.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Whether nobody but root and the user of this process can put anything into a folder, or another
 * folder in its place: whoever puts a socket of their own there is sent passwords.
 */
final class SafeFolder {

  private static final int STICKY = 01000;

  private SafeFolder() {}

  /**
   * Refuses a folder that is not safe, or that is below one that is not.
   *
   * @throws IOException if it is not safe or cannot be looked at; the message says what to do
   */
  static void require(Path folder) throws IOException {
    Path real = folder.toRealPath();
    requireNotWritten(real);
    String owner = Files.getOwner(real).getName();
    if (!owner.equals("root") && !owner.equals(UnixUser.ofThisProcess())) {
      throw new IOException(
          real
              + ": "
              + owner
              + " could put a socket of their own there; chown "
              + UnixUser.ofThisProcess()
              + " "
              + real);
    }
    for (Path above = real.getParent(); above != null; above = above.getParent()) {
      // Where the bit is set, as in /tmp, only its owner can rename what is there.
      if (((Integer) Files.getAttribute(above, "unix:mode") & STICKY) == 0) {
        requireNotWritten(above);
      }
    }
  }

  private static void requireNotWritten(Path folder) throws IOException {
    Set<PosixFilePermission> rights = Files.getPosixFilePermissions(folder);
    boolean others = rights.contains(PosixFilePermission.OTHERS_WRITE);
    boolean group = rights.contains(PosixFilePermission.GROUP_WRITE);
    if (others || group) {
      throw new IOException(
          folder
              + ": found "
              + PosixFilePermissions.toString(rights)
              + ", by which "
              + (others ? "anybody" : "its group")
              + " could put a socket of their own there; chmod "
              + (others && group ? "go-w " : others ? "o-w " : "g-w ")
              + folder);
    }
  }
}
