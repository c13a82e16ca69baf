package io.drinkd.appliance.crash.bank;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The disk of the database, which can be filled. Only in a mount namespace of one's own. */
final class BankDisk {

  private static final String SIZE = "400m";
  private static final int BLOCK = 1 << 16;

  private BankDisk() {}

  /** Puts a small disk, in memory, in place of a folder. */
  static void mount(Path folder) throws IOException {
    Files.createDirectories(folder);
    run("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "none", folder.toString());
  }

  /** Takes it away again. */
  static void unmount(Path folder) throws IOException {
    run("umount", "--lazy", folder.toString());
  }

  private static void run(String... command) throws IOException {
    try {
      if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
        throw new IOException(String.join(" ", command) + " failed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Fills the disk to the last byte with a file. */
  static void fill(Path file) throws IOException {
    try (FileChannel ballast =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (int size = BLOCK; size > 0; size /= 2) {
        fill(ballast, size);
      }
    }
  }

  private static void fill(FileChannel ballast, int size) {
    try {
      while (ballast.write(ByteBuffer.allocate(size)) > 0) {
        // More.
      }
    } catch (IOException e) {
      // As full as it gets with blocks of this size.
    }
  }
}
