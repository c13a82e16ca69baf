package io.drinkd.driver;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What shows that a message is not damaged: some bytes behind it that follow from all bytes before
 * them. A driver has it as one constant, by which its codec encodes and decodes, and with which the
 * conformance checks play its board. May be used by any number of threads.
 */
public final class Checksum {

  private static final int CRC_BITS = 16;
  private static final int CRC_MASK = 0xffff;
  private static final int CRC_TOP = 0x8000;

  private final UnaryOperator<byte[]> rule;
  private final byte[] separator;
  private final boolean digits;
  private final int length;

  private Checksum(UnaryOperator<byte[]> rule, byte[] separator, boolean digits) {
    this.rule = rule;
    this.separator = separator;
    this.digits = digits;
    this.length = rule.apply(new byte[0]).length + separator.length;
  }

  /**
   * By a rule of the model's own.
   *
   * @param rule makes the sum of the bytes before it; of any number of bytes, none included, and
   *     always as long
   */
  public static Checksum of(UnaryOperator<byte[]> rule) {
    return new Checksum(rule, new byte[0], false);
  }

  /** The exclusive or of all bytes: one byte. */
  public static Checksum xor() {
    return of(
        message -> {
          byte sum = 0;
          for (byte one : message) {
            sum ^= one;
          }
          return new byte[] {sum};
        });
  }

  /** What is left of the sum of all bytes in one byte. */
  public static Checksum sum() {
    return of(
        message -> {
          byte sum = 0;
          for (byte one : message) {
            sum += one;
          }
          return new byte[] {sum};
        });
  }

  /**
   * A cyclic redundancy check of 16 bits, the high byte first. That of Modbus on a serial line is
   * {@code crc16(0x8005, 0xffff, true).lowByteFirst()}, that of XMODEM {@code crc16(0x1021, 0,
   * false)}.
   *
   * @param polynomial as usually written, the bit of the highest power left out
   * @param start with what it begins
   * @param reflected whether the lowest bit of each byte comes first, and that of the result
   */
  public static Checksum crc16(int polynomial, int start, boolean reflected) {
    return of(
        message -> {
          int crc = start;
          for (byte one : message) {
            int bits = reflected ? reversed(one & 0xff, Byte.SIZE) : one & 0xff;
            crc ^= bits << Byte.SIZE;
            for (int i = 0; i < Byte.SIZE; i++) {
              crc = (crc & CRC_TOP) == 0 ? crc << 1 : crc << 1 ^ polynomial;
            }
            crc &= CRC_MASK;
          }
          int result = reflected ? reversed(crc, CRC_BITS) : crc;
          return new byte[] {(byte) (result >> Byte.SIZE), (byte) result};
        });
  }

  private static int reversed(int bits, int length) {
    return Integer.reverse(bits) >>> Integer.SIZE - length;
  }

  /** The same, its bytes in the other order. */
  public Checksum lowByteFirst() {
    return with(
        message -> {
          byte[] sum = rule.apply(message);
          byte[] turned = new byte[sum.length];
          for (int i = 0; i < sum.length; i++) {
            turned[i] = sum[sum.length - 1 - i];
          }
          return turned;
        });
  }

  /**
   * The same as text: two hex digits for each byte. They are written in capitals; small ones are
   * sound as well.
   */
  public Checksum inHex() {
    return new Checksum(
        message ->
            HexFormat.of()
                .formatHex(rule.apply(message))
                .toUpperCase(Locale.ROOT)
                .getBytes(StandardCharsets.US_ASCII),
        separator,
        true);
  }

  /** The same, of messages whose first bytes do not count: a mark at their beginning, say. */
  public Checksum skipping(int bytes) {
    return with(
        message ->
            rule.apply(
                Arrays.copyOfRange(message, Math.min(bytes, message.length), message.length)));
  }

  /**
   * The same with something before it that does not count.
   *
   * @param text in ASCII, such as the {@code *} of NMEA
   */
  public Checksum after(String text) {
    return new Checksum(rule, text.getBytes(StandardCharsets.US_ASCII), digits);
  }

  private Checksum with(UnaryOperator<byte[]> other) {
    return new Checksum(other, separator, digits);
  }

  /** How many bytes it has, with those that are before it. */
  public int length() {
    return length;
  }

  /** What comes behind a message. */
  public byte[] behind(byte[] message) {
    byte[] sum = rule.apply(message);
    byte[] all = Arrays.copyOf(separator, separator.length + sum.length);
    System.arraycopy(sum, 0, all, separator.length, sum.length);
    return all;
  }

  /** A message with it. */
  public byte[] append(byte[] message) {
    byte[] sum = behind(message);
    byte[] all = Arrays.copyOf(message, message.length + sum.length);
    System.arraycopy(sum, 0, all, message.length, sum.length);
    return all;
  }

  /** A message without it; empty if it is not there, or is not that of the message. */
  public Optional<byte[]> strip(byte[] message) {
    if (message.length < length) {
      return Optional.empty();
    }
    byte[] content = Arrays.copyOf(message, message.length - length);
    byte[] found = Arrays.copyOfRange(message, content.length, message.length);
    return Arrays.equals(behind(content), digits ? inCapitals(found) : found)
        ? Optional.of(content)
        : Optional.empty();
  }

  /** Only the digits: what is before them has one spelling. */
  private byte[] inCapitals(byte[] found) {
    byte[] capitals = found.clone();
    for (int i = separator.length; i < capitals.length; i++) {
      if (capitals[i] >= 'a' && capitals[i] <= 'f') {
        capitals[i] -= 'a' - 'A';
      }
    }
    return capitals;
  }
}
