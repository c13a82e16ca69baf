package io.drinkd.appliance.control;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * What comes back over the control socket: pieces of standard output and standard error as the
 * command writes them, then the exit code. A piece is its kind, its length in two bytes, its bytes.
 */
final class ReplyFrames {

  private static final int OUTPUT = 'o';
  private static final int ERROR = 'e';
  private static final int EXIT = 'x';
  private static final int PIECE_MAX = 8_192;

  private ReplyFrames() {}

  /** A stream whose bytes arrive as the other side's standard output. */
  static OutputStream output(DataOutputStream to) {
    return new Pieces(to, OUTPUT);
  }

  /** A stream whose bytes arrive as the other side's standard error. */
  static OutputStream error(DataOutputStream to) {
    return new Pieces(to, ERROR);
  }

  static void exit(DataOutputStream to, int code) throws IOException {
    to.writeByte(EXIT);
    to.writeShort(code);
    to.flush();
  }

  /**
   * Passes on what comes until the exit code does.
   *
   * @return the exit code
   * @throws IOException if the connection ends before, or something else than a reply comes
   */
  static int receive(DataInputStream from, OutputStream out, OutputStream err) throws IOException {
    while (true) {
      int kind = from.readUnsignedByte();
      int number = from.readUnsignedShort();
      if (kind == EXIT) {
        return number;
      }
      if (kind != OUTPUT && kind != ERROR || number > PIECE_MAX) {
        throw new IOException(
            "the reply cannot be read: does an appliance of another version run?");
      }
      OutputStream to = kind == OUTPUT ? out : err;
      to.write(from.readNBytes(number));
      to.flush();
    }
  }

  private static final class Pieces extends OutputStream {
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
      for (int sent = 0; sent < length; sent += PIECE_MAX) {
        int piece = Math.min(PIECE_MAX, length - sent);
        to.writeByte(kind);
        to.writeShort(piece);
        to.write(bytes, offset + sent, piece);
      }
    }

    @Override
    public void flush() throws IOException {
      to.flush();
    }
  }
}
