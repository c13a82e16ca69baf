package io.drinkd.appliance.control.call;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A stream whose bytes are sent in pieces, so that neither side has to hold more than one in
 * memory. A piece is its kind, its length in two bytes, its bytes.
 */
final class Pieces extends OutputStream {

  private static final int BYTES_MAX = 8_192;

  private final DataOutputStream to;
  private final int kind;

  Pieces(DataOutputStream to, int kind) {
    this.to = to;
    this.kind = kind;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int sent = 0; sent < length; sent += BYTES_MAX) {
      int piece = Math.min(BYTES_MAX, length - sent);
      to.writeByte(kind);
      to.writeShort(piece);
      to.write(bytes, offset + sent, piece);
    }
  }

  /** A piece without bytes. */
  void writeEmpty() throws IOException {
    to.writeByte(kind);
    to.writeShort(0);
  }

  @Override
  public void flush() throws IOException {
    to.flush();
  }

  /**
   * What is in the next piece, whose kind has been read.
   *
   * @throws IOException if it does not arrive whole, or is none
   */
  static byte[] read(DataInputStream from) throws IOException {
    int length = from.readUnsignedShort();
    if (length > BYTES_MAX) {
      throw new IOException("found a piece of " + length + " bytes, expected at most " + BYTES_MAX);
    }
    byte[] piece = new byte[length];
    from.readFully(piece);
    return piece;
  }
}
