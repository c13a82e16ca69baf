package io.drinkd.appliance.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.DummySession;
import org.junit.jupiter.api.Test;

/** How bytes on a machine's link are shown. */
class TapFilterTest {

  private final List<String> shown = new ArrayList<>();
  private final SecretMask mask = new SecretMask();
  private final DummySession session = new DummySession();

  private void receive(byte[] bytes) {
    if (shown.isEmpty()) {
      LinkTap tap = new LinkTap(Clock.systemUTC());
      tap.watch(shown::add);
      session.getFilterChain().addLast("tap", new TapFilter(tap, mask, () -> true));
    }
    session.getFilterChain().fireMessageReceived(IoBuffer.wrap(bytes));
  }

  private void receive(String text) {
    receive(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void aFrameIsShownInHexAndATextAsOne() {
    receive(HexFormat.of().parseHex("a506810001030241"));
    receive("71 1`2 0\r\n");
    receive("\u0002OK\u0003");

    assertThat(shown)
        .containsExactly("<x a5 06 81 00 01 03 02 41", "< 71 1`2 0\\r\\n", "< \\x02OK\\x03");
  }

  @Test
  void inAFrameThePasswordIsMaskedAsWell() {
    mask.add("fjord");

    receive("\u0001\u0002\u0003\u0004\u0005\u0006fjord\u0001\u0002\u0003\u0004");

    assertThat(shown).containsExactly("< \\x01\\x02\\x03\\x04\\x05\\x06****\\x01\\x02\\x03\\x04");
  }
}
