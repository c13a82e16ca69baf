package io.drinkd.appliance.store;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Says in an operator's words why a file or folder could not be used. */
public final class FileFailure {

  private FileFailure() {}

  /** One line: which file or folder, if the failure knows, and the reason. */
  public static String line(IOException failure) {
    boolean named =
        failure instanceof AccessDeniedException
            || failure instanceof FileSystemException file
                && file.getFile() != null
                && file.getReason() != null;
    return named
        ? ((FileSystemException) failure).getFile() + ": " + reason(failure)
        : reason(failure);
  }

  /** The reason, without the name of the file that was asked for. */
  public static String reason(IOException failure) {
    if (failure instanceof ClosedChannelException) {
      return "it was closed meanwhile";
    }
    if (failure instanceof EOFException) {
      return "it ends too early";
    }
    if (failure instanceof NoSuchFileException missing) {
      return missing.getFile() + " or a folder above it does not exist";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof FileAlreadyExistsException existing) {
      Path path = Path.of(existing.getFile());
      if (isDangling(path)) {
        return path + " is a link to " + target(path) + ", which does not exist; create it";
      }
      return existing.getFile() + " exists already";
    }
    if (failure instanceof NotDirectoryException file) {
      return file.getFile() + " is no folder";
    }
    if (failure instanceof DirectoryNotEmptyException file) {
      return file.getFile() + " is not empty";
    }
    if (failure instanceof FileSystemLoopException file) {
      return file.getFile() + " leads back to itself";
    }
    if (failure instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    return failure.getMessage() == null ? "the system does not say why" : failure.getMessage();
  }

  /** Whether it is a link to what does not exist. */
  public static boolean isDangling(Path path) {
    return Files.isSymbolicLink(path) && !Files.exists(path);
  }

  /** Where a link leads, as it is written there. */
  public static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "a place that cannot be read";
    }
  }
}
