package io.drinkd.appliance.control.call;

import io.drinkd.appliance.store.FileFailure;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
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

  static void sendFile(DataOutputStream to, byte[] bytes) throws IOException {
    to.writeByte(FILE);
    to.writeInt(bytes.length);
    to.write(bytes);
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
   * What is in the file that was asked for.
   *
   * @param most how many bytes it may have
   * @throws IOException if the connection ends, or it could not be read there
   */
  public static byte[] file(DataInputStream from, int most) throws IOException {
    requireKind(FILE, from);
    int length = from.readInt();
    if (length < 0 || length > most) {
      throw new IOException("found a file of " + length + " bytes, expected at most " + most);
    }
    byte[] bytes = from.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the file has not arrived whole");
    }
    return bytes;
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
