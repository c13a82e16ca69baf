package io.drinkd.appliance;

import io.drinkd.appliance.control.call.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Holds back what a command writes until it has ended: whoever reads that page by page does not
 * keep the books from others meanwhile. A question is asked at once, with all that was written
 * before it, and what is more than a mebibyte is written as it comes.
 */
final class LateTerminal implements Terminal {

  private static final int HELD_MOST = 1 << 20;

  private final Terminal real;
  private final OutputStream out;
  private final OutputStream err;
  private final List<Piece> held = new ArrayList<>();
  private int heldBytes;
  private boolean passing;

  LateTerminal(Terminal real) {
    this.real = real;
    this.out = new Late(real.out());
    this.err = new Late(real.err());
  }

  private record Piece(byte[] bytes, OutputStream to) {

    void write() {
      try {
        to.write(bytes);
        to.flush();
      } catch (IOException e) {
        // Nobody reads it any more, as with what is written at once.
      }
    }
  }

  private final class Late extends OutputStream {

    private final OutputStream to;

    Late(OutputStream to) {
      this.to = to;
    }

    @Override
    public void write(int one) {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      byte[] copy = new byte[length];
      System.arraycopy(bytes, from, copy, 0, length);
      held.add(new Piece(copy, to));
      heldBytes += length;
      if (passing || heldBytes > HELD_MOST) {
        release();
      }
    }
  }

  /** Writes what is held back. */
  void release() {
    held.forEach(Piece::write);
    held.clear();
    heldBytes = 0;
  }

  @Override
  public OutputStream out() {
    return out;
  }

  @Override
  public OutputStream err() {
    return err;
  }

  @Override
  public String password() throws IOException {
    release();
    return real.password();
  }

  @Override
  public void file(String named, int most, OutputStream to) throws IOException {
    real.file(named, most, to);
  }

  @Override
  public Optional<Boolean> confirm(String question) throws IOException {
    release();
    return real.confirm(question);
  }

  @Override
  public void watching() {
    passing = true;
    release();
    real.watching();
  }

  @Override
  public boolean isGone() {
    return real.isGone();
  }
}
