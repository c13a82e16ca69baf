package io.drinkd.appliance.store.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The checksum at the end of a copy of the books. SQLite's own checks find broken pages, but not a
 * changed word; this one covers every byte before it. SQLite reads as many pages as the file's
 * header says, and never sees it.
 */
public final class CopyChecksum {

  /** What a file's checksum says of its content. */
  public enum Verdict {
    MATCHES,
    DIFFERS,
    MISSING
  }

  private static final String LABEL = "\ndrinkd backup, SHA-256 of all before this line: ";
  private static final int HEX_DIGITS = 64;
  private static final int LENGTH = LABEL.length() + HEX_DIGITS + 1;
  private static final int BUFFER_BYTES = 1 << 16;

  private CopyChecksum() {}

  /** Adds the checksum of what the file holds now. */
  public static void append(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      String line = line(digest(in, Files.size(file), OutputStream.nullOutputStream()));
      Files.writeString(file, line, StandardCharsets.US_ASCII, StandardOpenOption.APPEND);
    }
  }

  /**
   * Copies a file without its checksum.
   *
   * @param to exists; nothing is written if the checksum is missing
   */
  public static Verdict copy(Path from, Path to) throws IOException {
    String end = end(from);
    if (!end.startsWith(LABEL)) {
      return Verdict.MISSING;
    }
    try (InputStream in = Files.newInputStream(from);
        OutputStream out = Files.newOutputStream(to)) {
      String expected = line(digest(in, Files.size(from) - LENGTH, out));
      return end.equals(expected) ? Verdict.MATCHES : Verdict.DIFFERS;
    }
  }

  private static String line(byte[] digest) {
    return LABEL + HexFormat.of().formatHex(digest) + "\n";
  }

  /** As much of the file's end as a checksum would be. */
  private static String end(Path file) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      ByteBuffer end = ByteBuffer.allocate(LENGTH);
      channel.position(Math.max(0, channel.size() - LENGTH));
      while (end.hasRemaining() && channel.read(end) >= 0) {
        // Reads on until it is full.
      }
      return new String(end.array(), 0, end.position(), StandardCharsets.ISO_8859_1);
    }
  }

  private static byte[] digest(InputStream in, long bytes, OutputStream out) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER_BYTES];
    long left = bytes;
    while (left > 0) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        break;
      }
      digest.update(buffer, 0, read);
      out.write(buffer, 0, read);
      left -= read;
    }
    return digest.digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
