package io.drinkd.appliance.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineDecoderTest {

  private static final String TOO_LONG = "(too long)";
  private static final String ENDLESS = "(endless)";

  private final DecodedLines decoded = new DecodedLines();

  private List<String> decode(byte[] packet) {
    return decoded.packet(packet, new TextParser()).stream().map(String::valueOf).toList();
  }

  /** Lines as texts. */
  private static final class TextParser implements LineParser {

    @Override
    public Optional<String> parse(byte[] bytes, int from, int to) {
      return Optional.of(new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }

    @Override
    public Object tooLong(byte[] bytes, int from, int to) {
      assertThat(to - from).isEqualTo(LineDecoder.LONGEST_LINE);
      return TOO_LONG;
    }
  }

  private List<String> decode(String packet) {
    return decode(packet.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aLineEndsAtItsLineFeedAndACarriageReturnBeforeItIsDropped() {
    assertThat(decode("STAT\nuser bob\r\n\r\n \t\nQUIT"))
        .containsExactly("STAT", "user bob", "", " \t");
    assertThat(decode("\n")).containsExactly("QUIT");
  }

  @Test
  void aCarriageReturnElsewhereBelongsToTheWord() {
    assertThat(decode("PASS a\rb\n")).containsExactly("PASS a\rb");
    assertThat(decode("PASS a\r\r\n")).containsExactly("PASS a\r");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64})
  void howTheBytesArriveMakesNoDifference(int bytesAPacket) {
    String text = "USER bob\r\nPASS \"two words\"\n\n\u00fcber 1\nDROP 1 \n";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    List<String> lines = new ArrayList<>();
    for (int from = 0; from < bytes.length; from += bytesAPacket) {
      int to = Math.min(bytes.length, from + bytesAPacket);
      lines.addAll(decode(Arrays.copyOfRange(bytes, from, to)));
    }
    assertThat(lines)
        .containsExactly("USER bob", "PASS \"two words\"", "", "\u00fcber 1", "DROP 1 ");
  }

  @Test
  void aLineOfTheLongestLengthIsReadAndOneMoreByteIsNot() {
    String longest = "X".repeat(LineDecoder.LONGEST_LINE);
    assertThat(decode(longest + "\n" + longest + "\r\n")).containsExactly(longest, longest);
    assertThat(decode(longest + "X\nSTAT\n")).containsExactly(TOO_LONG, "STAT");
    assertThat(decode(longest + "X\r\nSTAT\n")).containsExactly(TOO_LONG, "STAT");
  }

  @Test
  void aLineThatIsTooLongIsReportedAtOnceAndOnce() {
    assertThat(decode("X".repeat(1_000))).isEmpty();
    assertThat(decode("X".repeat(1_000))).containsExactly(TOO_LONG);
    assertThat(decode("X".repeat(1_000))).isEmpty();
    assertThat(decode("\nSTAT\n")).containsExactly("STAT");
  }

  @Test
  void withoutALineFeedForTooLongItIsTheEnd() {
    List<String> lines = new ArrayList<>();
    for (int sent = 0; sent < 70_000; sent += 1_000) {
      lines.addAll(decode("X".repeat(1_000)));
    }
    lines.addAll(decode("\nSTAT\n"));
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).isEqualTo(TOO_LONG);
    assertThat(lines.get(1)).isEqualTo(ENDLESS);
  }

  @Test
  void theSameInOnePacket() {
    List<String> lines = decode("STAT\n" + "X".repeat(70_000) + "\nSTAT\n");
    assertThat(lines).hasSize(3);
    assertThat(lines.subList(0, 2)).containsExactly("STAT", TOO_LONG);
    assertThat(lines.get(2)).isEqualTo(ENDLESS);
    assertThat(decode("X".repeat(LineDecoder.LONGEST_WITHOUT_LINE_FEED) + "\n")).isEmpty();
  }

  @Test
  void asManyBytesAsMayBeWithoutALineFeedAreNoEnd() {
    assertThat(decode("X".repeat(LineDecoder.LONGEST_WITHOUT_LINE_FEED) + "\nSTAT\n"))
        .containsExactly(TOO_LONG, "STAT");
  }

  @Test
  void telnetOptionsAreSkippedWhereverTheyAre() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {(byte) 255, (byte) 253, 3});
    bytes.writeBytes("ST".getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(new byte[] {(byte) 255, (byte) 250, 24, '\n', (byte) 255, (byte) 240});
    bytes.writeBytes("AT".getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(new byte[] {(byte) 255, (byte) 241});
    bytes.writeBytes(" 1\n".getBytes(StandardCharsets.US_ASCII));
    assertThat(decode(bytes.toByteArray())).containsExactly("STAT 1");
    List<String> lines = new ArrayList<>();
    for (byte octet : bytes.toByteArray()) {
      lines.addAll(decode(new byte[] {octet}));
    }
    assertThat(lines).containsExactly("STAT 1");
  }

  @Test
  void anOptionByteWithoutACommandTakesNoLineFeedWithIt() {
    byte[] bytes = {'A', (byte) 255, '\n', 'B', '\n'};
    assertThat(decode(bytes)).containsExactly("A", "B");
  }

  @Test
  void whateverComesTheDecoderLives() {
    Random random = new Random(4_242);
    for (int round = 0; round < 20_000; round++) {
      byte[] packet = new byte[random.nextInt(200)];
      random.nextBytes(packet);
      for (int i = 0; i < packet.length; i++) {
        packet[i] = random.nextInt(10) == 0 ? (byte) '\n' : packet[i];
      }
      if (decode(packet).stream().anyMatch(ENDLESS::equals)) {
        throw new AssertionError("ended in round " + round);
      }
    }
  }
}
