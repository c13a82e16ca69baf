package io.drinkd.appliance;

import io.drinkd.appliance.control.call.OutputClosedException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * The standard output of this process. It remembers that it could not be written, which the writers
 * of Java's library do not pass on. To be used by one thread at a time.
 */
final class StandardOutput extends OutputStream {

  private final OutputStream out = new FileOutputStream(FileDescriptor.out);
  private Optional<IOException> failure = Optional.empty();

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    requireWritten();
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      failure = Optional.of(OutputClosedException.of(e));
      throw e;
    }
  }

  /**
   * Whether all was written.
   *
   * @throws OutputClosedException if nobody reads it any more
   * @throws IOException if it could not be; the message is one line
   */
  void requireWritten() throws IOException {
    if (failure.isPresent()) {
      throw failure.get();
    }
  }
}
