package io.drinkd.appliance.control;

import io.drinkd.appliance.control.call.ControlClient;
import io.drinkd.appliance.control.call.ControlPath;
import io.drinkd.appliance.store.FileFailure;
import io.drinkd.appliance.store.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Where the control socket is, and who may connect to it: its owner alone in the data folder, else
 * also the group of its folder.
 */
public sealed interface SocketPlace {

  /** The socket itself. */
  Path path();

  /** The setting that decides about it. */
  String key();

  /** Where the socket is created: nobody else can reach it there, whatever the umask is. */
  Path hidden();

  /** Sees to it that a socket can be created. */
  void prepare() throws IOException;

  /** The socket that was created is put where it belongs, with the rights that it is to have. */
  void publish() throws IOException;

  /** In the data folder, which this process has to itself, so nobody else listens there. */
  static SocketPlace in(DataFolder folder) {
    return new InDataFolder(folder);
  }

  /** Elsewhere, in a folder that exists. */
  static SocketPlace at(Path path) {
    return new Elsewhere(path);
  }

  /** See {@link SocketPlace#in}. */
  record InDataFolder(DataFolder folder) implements SocketPlace {

    @Override
    public Path path() {
      return ControlPath.in(folder.path());
    }

    @Override
    public String key() {
      return "data";
    }

    /** Its folder is the owner's alone. */
    @Override
    public Path hidden() {
      return path();
    }

    @Override
    public void prepare() throws IOException {
      folder.makeSocketFolder();
      Files.deleteIfExists(path());
    }

    @Override
    public void publish() throws IOException {
      Files.setPosixFilePermissions(path(), OwnerOnly.FILE.value());
    }
  }

  /** See {@link SocketPlace#at}. */
  record Elsewhere(Path path) implements SocketPlace {

    private static final Set<PosixFilePermission> OWNER_AND_GROUP =
        PosixFilePermissions.fromString("rw-rw----");

    @Override
    public String key() {
      return "control";
    }

    @Override
    public Path hidden() {
      return path.resolveSibling(".new").resolve("s");
    }

    @Override
    public void prepare() throws IOException {
      Path folder = path.getParent();
      if (!Files.isDirectory(folder)) {
        throw new IOException(
            folder + ": there is no such folder; create it for the user and the group of drinkd");
      }
      SafeFolder.require(folder);
      if (new ControlClient(path).isAnswered()) {
        throw new IOException(
            path + ": another appliance listens there; give each its own control: or stop it");
      }
      deleteLeftOver();
      removeHidden();
      Files.createDirectory(hidden().getParent(), OwnerOnly.FOLDER);
    }

    /** Also what a killed process has left there. A link that is there was not made by drinkd. */
    private void removeHidden() throws IOException {
      Path folder = hidden().getParent();
      if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
          throw new IOException(folder + ": is no folder of drinkd's; delete it");
        }
        Files.deleteIfExists(hidden());
        Files.delete(folder);
      }
    }

    /** Nothing but a socket: what else is there was not made by an appliance. */
    private void deleteLeftOver() throws IOException {
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        if (!Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
            .isOther()) {
          throw new IOException(path + ": is no socket; let control: name another path");
        }
        Files.delete(path);
      }
    }

    @Override
    public void publish() throws IOException {
      try {
        giveToGroup();
        Files.move(hidden(), path, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        removeHidden();
      }
    }

    private void giveToGroup() throws IOException {
      PosixFileAttributeView view =
          Files.getFileAttributeView(hidden(), PosixFileAttributeView.class);
      PosixFileAttributes folder =
          Files.readAttributes(path.getParent(), PosixFileAttributes.class);
      if (!view.readAttributes().group().equals(folder.group())) {
        try {
          view.setGroup(folder.group());
        } catch (IOException e) {
          throw new IOException(
              "it cannot be given to the group "
                  + folder.group().getName()
                  + " of its folder ("
                  + FileFailure.reason(e)
                  + "); let the user of drinkd be in that group",
              e);
        }
      }
      view.setPermissions(OWNER_AND_GROUP);
    }
  }
}
