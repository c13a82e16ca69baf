package io.drinkd.appliance.sunday;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.sunday.Line.Blank;
import io.drinkd.appliance.sunday.Line.End;
import io.drinkd.appliance.sunday.Line.Fault;
import io.drinkd.appliance.sunday.Line.Request;
import io.drinkd.appliance.sunday.Line.Unreadable;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
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

  private static final Unreadable TOO_LONG = new Unreadable(Fault.TOO_LONG);

  private final LineDecoder decoder = new LineDecoder();

  private List<Line> decode(byte[] packet) {
    decoder.add(ByteBuffer.wrap(packet.clone()));
    List<Line> lines = new ArrayList<>();
    for (Optional<Line> line = decoder.next(); line.isPresent(); line = decoder.next()) {
      lines.add(line.get());
    }
    decoder.keep();
    return lines;
  }

  private List<Line> decode(String packet) {
    return decode(packet.getBytes(StandardCharsets.UTF_8));
  }

  private static Request request(String verb, String... arguments) {
    return new Request(verb, List.of(arguments));
  }

  @Test
  void aLineEndsAtItsLineFeedAndACarriageReturnBeforeItIsDropped() {
    assertThat(decode("STAT\nuser bob\r\n\r\n \t\nQUIT"))
        .containsExactly(request("STAT"), request("USER", "bob"), new Blank(), new Blank());
    assertThat(decode("\n")).containsExactly(request("QUIT"));
  }

  @Test
  void aCarriageReturnElsewhereBelongsToTheWord() {
    assertThat(decode("PASS a\rb\n")).containsExactly(request("PASS", "a\rb"));
    assertThat(decode("PASS a\r\r\n")).containsExactly(request("PASS", "a\r"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64})
  void howTheBytesArriveMakesNoDifference(int bytesAPacket) {
    String text = "USER bob\r\nPASS \"two words\"\n\n\u00fcber 1\nDROP 1 \n";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    List<Line> lines = new ArrayList<>();
    for (int from = 0; from < bytes.length; from += bytesAPacket) {
      int to = Math.min(bytes.length, from + bytesAPacket);
      lines.addAll(decode(Arrays.copyOfRange(bytes, from, to)));
    }
    assertThat(lines)
        .containsExactly(
            request("USER", "bob"),
            request("PASS", "two words"),
            new Blank(),
            request("\u00fcBER", "1"),
            request("DROP", "1"));
  }

  @Test
  void aLineOfTheLongestLengthIsReadAndOneMoreByteIsNot() {
    String longest = "X".repeat(LineDecoder.LONGEST_LINE);
    assertThat(decode(longest + "\n" + longest + "\r\n"))
        .containsExactly(request(longest), request(longest));
    assertThat(decode(longest + "X\nSTAT\n")).containsExactly(TOO_LONG, request("STAT"));
    assertThat(decode(longest + "X\r\nSTAT\n")).containsExactly(TOO_LONG, request("STAT"));
  }

  @Test
  void aLineThatIsTooLongIsToldAtOnceAndOnce() {
    assertThat(decode("X".repeat(1_000))).isEmpty();
    assertThat(decode("X".repeat(1_000))).containsExactly(TOO_LONG);
    assertThat(decode("X".repeat(1_000))).isEmpty();
    assertThat(decode("\nSTAT\n")).containsExactly(request("STAT"));
  }

  @Test
  void withoutALineFeedForTooLongItIsTheEnd() {
    List<Line> lines = new ArrayList<>();
    for (int sent = 0; sent < 70_000; sent += 1_000) {
      lines.addAll(decode("X".repeat(1_000)));
    }
    lines.addAll(decode("\nSTAT\n"));
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).isEqualTo(TOO_LONG);
    assertThat(lines.get(1)).isInstanceOf(End.class);
  }

  @Test
  void theSameInOnePacket() {
    List<Line> lines = decode("STAT\n" + "X".repeat(70_000) + "\nSTAT\n");
    assertThat(lines).hasSize(3);
    assertThat(lines.subList(0, 2)).containsExactly(request("STAT"), TOO_LONG);
    assertThat(lines.get(2)).isInstanceOf(End.class);
    assertThat(decode("X".repeat(LineDecoder.LONGEST_WITHOUT_LINE_FEED) + "\n")).isEmpty();
  }

  @Test
  void asManyBytesAsMayBeWithoutALineFeedAreNoEnd() {
    assertThat(decode("X".repeat(LineDecoder.LONGEST_WITHOUT_LINE_FEED) + "\nSTAT\n"))
        .containsExactly(TOO_LONG, request("STAT"));
  }

  @Test
  void aBadLineSparesItsNeighbours() {
    byte[] badUtf8 = {'A', '\n', 'X', (byte) 0xC3, '(', '\n', 'B', '\n'};
    assertThat(decode(badUtf8))
        .containsExactly(request("A"), new Unreadable(Fault.BAD_UTF8), request("B"));
    assertThat(decode("A\nX\0Y\nB\n"))
        .containsExactly(request("A"), new Unreadable(Fault.NUL), request("B"));
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
    assertThat(decode(bytes.toByteArray())).containsExactly(request("STAT", "1"));
    List<Line> lines = new ArrayList<>();
    for (byte octet : bytes.toByteArray()) {
      lines.addAll(decode(new byte[] {octet}));
    }
    assertThat(lines).containsExactly(request("STAT", "1"));
  }

  @Test
  void anOptionByteWithoutACommandTakesNoLineFeedWithIt() {
    byte[] bytes = {'A', (byte) 255, '\n', 'B', '\n'};
    assertThat(decode(bytes)).containsExactly(request("A"), request("B"));
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
      if (decode(packet).stream().anyMatch(End.class::isInstance)) {
        throw new AssertionError("ended in round " + round);
      }
    }
  }
}
