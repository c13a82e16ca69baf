package io.drinkd.appliance.control.call;

import io.drinkd.appliance.store.FileFailure;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** What is sent back when a command asks something over the control socket. */
public final class Answers {

  private static final int TEXT = 't';
  private static final int FILE = 'b';
  private static final int FAILED = 'f';
  private static final int YES = 'y';
  private static final int NO = 'n';
  private static final int NOBODY = '-';

  private Answers() {}

  static void sendPassword(DataOutputStream to, String typed) throws IOException {
    to.writeByte(TEXT);
    to.writeUTF(typed);
    to.flush();
  }

  static void sendFailure(DataOutputStream to, IOException failure) throws IOException {
    to.writeByte(FAILED);
    to.writeUTF(FileFailure.reason(failure));
    to.flush();
  }

  /** Takes what is in a file; {@link #endFile} follows the last byte, or {@link #sendFailure}. */
  static OutputStream file(DataOutputStream to) {
    return new Pieces(to, FILE);
  }

  static void endFile(DataOutputStream to) throws IOException {
    new Pieces(to, FILE).writeEmpty();
    to.flush();
  }

  static void send(DataOutputStream to, Optional<Boolean> confirmed) throws IOException {
    to.writeByte(confirmed.isEmpty() ? NOBODY : confirmed.get() ? YES : NO);
    to.flush();
  }

  /**
   * What was typed as the password.
   *
   * @throws IOException if the connection ends, or it could not be read there
   */
  public static String password(DataInputStream from) throws IOException {
    requireKind(TEXT, from);
    return from.readUTF();
  }

  /**
   * Copies what is in the file that was asked for, as it arrives.
   *
   * @param most how many bytes it may have
   * @throws IOException if the connection ends, or the file could not be read there, or not be
   *     written here: then a part of it may have been copied
   */
  public static void file(DataInputStream from, int most, OutputStream to) throws IOException {
    int left = most;
    for (byte[] piece = piece(from); piece.length > 0; piece = piece(from)) {
      left -= piece.length;
      if (left < 0) {
        throw new IOException("found a longer file, expected one of at most " + most + " bytes");
      }
      to.write(piece);
    }
  }

  private static byte[] piece(DataInputStream from) throws IOException {
    requireKind(FILE, from);
    return Pieces.read(from);
  }

  private static void requireKind(int expected, DataInputStream from) throws IOException {
    int kind = from.readUnsignedByte();
    if (kind == FAILED) {
      throw new IOException(from.readUTF());
    }
    if (kind != expected) {
      throw new IOException("the answer cannot be read");
    }
  }

  /**
   * What was answered to a question; empty if nobody could be asked.
   *
   * @throws IOException if the connection ends
   */
  public static Optional<Boolean> confirmed(DataInputStream from) throws IOException {
    int kind = from.readUnsignedByte();
    return kind == NOBODY ? Optional.empty() : Optional.of(kind == YES);
  }
}
