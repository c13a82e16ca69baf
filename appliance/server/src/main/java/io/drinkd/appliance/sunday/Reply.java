package io.drinkd.appliance.sunday;

/** The one reply to a request, spelled. */
public final class Reply implements OutboundText {

  private static final byte[] NOT_YET = {};

  private final String rows;
  private final String last;
  private final byte[] encoded;

  /**
   * @param rows whole lines that come before the last one, with their ends; empty for most replies
   * @param last the last line, with its end
   */
  public Reply(String rows, String last) {
    this(rows, last, NOT_YET);
  }

  private Reply(String rows, String last, byte[] encoded) {
    this.rows = rows;
    this.last = last;
    this.encoded = encoded;
  }

  /** A reply of one line. */
  public static Reply of(String line) {
    return new Reply("", line);
  }

  /** The same, for one that is sent again and again: its bytes are made here, once. */
  Reply toBeRepeated() {
    return new Reply(rows, last, bytes());
  }

  /** See the constructor. */
  public String rows() {
    return rows;
  }

  /** See the constructor. */
  public String last() {
    return last;
  }

  @Override
  public String text() {
    return rows.isEmpty() ? last : rows + last;
  }

  @Override
  public byte[] bytes() {
    return encoded.length > 0 ? encoded : OutboundText.super.bytes();
  }
}
