package io.drinkd.driver.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The cans that fell, in a file: {@code sequence slot epoch-millis}, a line each. A line is on disk
 * before the board answers, so that the cans of a board are known even if it is killed. A board
 * that is started again continues with the numbers of the file.
 */
final class CanLog implements AutoCloseable {

  private final FileChannel file;
  private final long firstSequence;

  CanLog(Path path) throws IOException {
    firstSequence = Files.exists(path) ? lines(path) : 0;
    file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  }

  private static long lines(Path path) throws IOException {
    try (var lines = Files.lines(path, StandardCharsets.US_ASCII)) {
      return lines.count();
    }
  }

  /** How many cans fell before this board was started. */
  long firstSequence() {
    return firstSequence;
  }

  void fallen(long sequence, int slot) throws IOException {
    String line = sequence + " " + slot + " " + System.currentTimeMillis() + "\n";
    var bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
    file.force(false);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
