package io.drinkd.appliance.store;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files and folders that are their owner's alone, whatever the umask is: the books, which hold
 * password hashes, and all that stands beside them.
 */
public final class OwnerOnly {

  private static final Logger LOG = LoggerFactory.getLogger(OwnerOnly.class);

  /** For a file that is created: {@code rw-------}. */
  public static final FileAttribute<Set<PosixFilePermission>> FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** For a folder that is created: {@code rwx------}. */
  public static final FileAttribute<Set<PosixFilePermission>> FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private OwnerOnly() {}

  /**
   * Takes away what rights others have, with one line in the log if there were any, and one if they
   * cannot be taken away. Links are not followed.
   *
   * @param folders folders; what is in them is not concerned
   * @param whole files, and folders with all that is in them
   * @throws IOException if a folder cannot be listed
   */
  public static void restrict(List<Path> folders, List<Path> whole) throws IOException {
    List<String> changed = new ArrayList<>();
    List<String> kept = new ArrayList<>();
    for (Path folder : folders) {
      restrict(folder, changed, kept);
    }
    for (Path path : whole) {
      List<Path> all;
      try (Stream<Path> walk = Files.walk(path)) {
        all = walk.toList();
      }
      for (Path one : all) {
        restrict(one, changed, kept);
      }
    }
    if (!changed.isEmpty()) {
      // What to do: nothing more; whoever could read the books may have read password hashes.
      LOG.warn("rights of others taken away: {}", String.join(", ", changed));
    }
    if (!kept.isEmpty()) {
      // What to do: make the user who runs drinkd the owner of the files; then restart it.
      LOG.warn("others have rights that drinkd cannot take away: {}", String.join(", ", kept));
    }
  }

  /** Whether others than the owner have any right to a file or folder. */
  public static boolean isOpenToOthers(Path path) throws IOException {
    return !OWNERS.containsAll(Files.getPosixFilePermissions(path));
  }

  /**
   * Gives a file or folder to the owner of another one: otherwise the appliance could not use what
   * root's command has created. Only root can do it; what anybody else creates stays theirs.
   */
  public static void giveToOwnerOf(Path owned, Path path) throws IOException {
    UserPrincipal owner = Files.getOwner(owned);
    if (!Files.getOwner(path).equals(owner)) {
      try {
        Files.setOwner(path, owner);
      } catch (FileSystemException e) {
        LOG.debug("{}: stays with the user of this process: {}", path, e.getMessage());
      }
    }
  }

  private static void restrict(Path path, List<String> changed, List<String> kept)
      throws IOException {
    if (Files.isSymbolicLink(path)) {
      return;
    }
    try {
      Set<PosixFilePermission> found =
          Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
      if (!OWNERS.containsAll(found)) {
        Set<PosixFilePermission> left = EnumSet.copyOf(OWNERS);
        left.retainAll(found);
        String shown = path + " (" + PosixFilePermissions.toString(found) + ")";
        (takenAway(path, left) ? changed : kept).add(shown);
      }
    } catch (NoSuchFileException e) {
      // Deleted since it was listed.
    }
  }

  private static boolean takenAway(Path path, Set<PosixFilePermission> left) throws IOException {
    try {
      Files.setPosixFilePermissions(path, left);
      return true;
    } catch (NoSuchFileException e) {
      throw e;
    } catch (FileSystemException e) {
      // It belongs to somebody else, or the disk is read-only.
      return false;
    }
  }
}
