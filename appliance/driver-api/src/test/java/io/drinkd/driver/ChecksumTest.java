package io.drinkd.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Sums behind messages; the check values of the CRCs are those of their catalogues. */
class ChecksumTest {

  private static final byte[] DIGITS = bytes("123456789");

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void hasTheUsualSums() {
    assertThat(hex(Checksum.xor().behind(DIGITS))).isEqualTo("31");
    assertThat(hex(Checksum.sum().behind(DIGITS))).isEqualTo("dd");
    assertThat(hex(Checksum.crc16(0x1021, 0, false).behind(DIGITS))).isEqualTo("31c3");
    assertThat(hex(Checksum.crc16(0x1021, 0xffff, false).behind(DIGITS))).isEqualTo("29b1");
    Checksum modbus = Checksum.crc16(0x8005, 0xffff, true);
    assertThat(hex(modbus.behind(DIGITS))).isEqualTo("4b37");
    assertThat(hex(modbus.lowByteFirst().behind(DIGITS))).isEqualTo("374b");
  }

  @Test
  void mayBeATextBehindSomethingThatDoesNotCount() {
    Checksum nmea = Checksum.xor().skipping(1).inHex().after("*");
    byte[] sentence = bytes("$GPGLL,5300.97914,N,00259.98174,E,125926,A");

    assertThat(new String(nmea.append(sentence), StandardCharsets.US_ASCII))
        .isEqualTo("$GPGLL,5300.97914,N,00259.98174,E,125926,A*28");
    assertThat(nmea.length()).isEqualTo(3);
    assertThat(nmea.strip(bytes("$GPGLL,5300.97914,N,00259.98174,E,125926,A*28")))
        .hasValueSatisfying(content -> assertThat(content).isEqualTo(sentence));
  }

  @Test
  void hexDigitsMayBeSmallOnes() {
    Checksum sum = Checksum.sum().inHex().after("x");

    assertThat(sum.append(bytes("z0"))).isEqualTo(bytes("z0xAA"));
    assertThat(sum.strip(bytes("z0xaa"))).hasValue(bytes("z0"));
    assertThat(sum.strip(bytes("z0xaA"))).hasValue(bytes("z0"));
    assertThat(sum.strip(bytes("z0XAA"))).isEmpty();
    assertThat(sum.strip(bytes("z0xab"))).isEmpty();
  }

  @Test
  void aMessageWithAnotherSumOrWithoutOneIsNotSound() {
    Checksum sum = Checksum.sum();

    assertThat(sum.strip(new byte[] {1, 2, 3})).hasValue(new byte[] {1, 2});
    assertThat(sum.strip(new byte[] {1, 2, 4})).isEmpty();
    assertThat(sum.strip(new byte[] {0})).hasValue(new byte[0]);
    assertThat(sum.strip(new byte[0])).isEmpty();
  }

  @Test
  void aRuleOfTheModelsOwnIsAFunction() {
    Checksum length = Checksum.of(message -> new byte[] {(byte) message.length, 0});

    assertThat(hex(length.append(DIGITS))).endsWith("390900");
    assertThat(length.strip(new byte[] {5, 1, 0})).hasValue(new byte[] {5});
  }
}
