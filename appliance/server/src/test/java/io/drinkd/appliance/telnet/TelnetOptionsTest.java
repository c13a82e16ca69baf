package io.drinkd.appliance.telnet;

import static io.drinkd.appliance.telnet.TelnetDecoder.DO;
import static io.drinkd.appliance.telnet.TelnetDecoder.DONT;
import static io.drinkd.appliance.telnet.TelnetDecoder.WILL;
import static io.drinkd.appliance.telnet.TelnetDecoder.WONT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is agreed on, by RFC 1143. */
class TelnetOptionsTest {

  private final TelnetOptions options = new TelnetOptions();

  private static byte[] message(int verb, int option) {
    return new byte[] {(byte) 255, (byte) verb, (byte) option};
  }

  @Test
  void whatWasOfferedIsNotConfirmedAgain() {
    assertThat(options.offer()).hasSize(18);
    assertThat(options.echoes()).isFalse();
    assertThat(options.received(DO, TelnetOptions.ECHO)).isEmpty();
    assertThat(options.echoes()).isTrue();
    assertThat(options.received(DO, TelnetOptions.ECHO)).isEmpty();
  }

  @Test
  void aRefusalIsNotConfirmedAndAChangeOfMindIs() {
    assertThat(options.received(DONT, TelnetOptions.ECHO)).isEmpty();
    assertThat(options.received(DONT, TelnetOptions.ECHO)).isEmpty();
    assertThat(options.received(DO, TelnetOptions.ECHO))
        .isEqualTo(message(WILL, TelnetOptions.ECHO));
    assertThat(options.received(DONT, TelnetOptions.ECHO))
        .isEqualTo(message(WONT, TelnetOptions.ECHO));
    assertThat(options.echoes()).isFalse();
    assertThat(options.received(WONT, TelnetOptions.WINDOW_SIZE)).isEmpty();
    assertThat(options.received(WILL, TelnetOptions.WINDOW_SIZE))
        .isEqualTo(message(DO, TelnetOptions.WINDOW_SIZE));
    assertThat(options.received(WONT, TelnetOptions.WINDOW_SIZE))
        .isEqualTo(message(DONT, TelnetOptions.WINDOW_SIZE));
  }

  @Test
  void whatIsNotKnownIsRefused() {
    assertThat(options.received(DO, 24)).isEqualTo(message(WONT, 24));
    assertThat(options.received(WILL, 24)).isEqualTo(message(DONT, 24));
    assertThat(options.received(DONT, 24)).isEmpty();
    assertThat(options.received(WONT, 24)).isEmpty();
    // The client does not echo what this end sends.
    assertThat(options.received(WILL, TelnetOptions.ECHO))
        .isEqualTo(message(DONT, TelnetOptions.ECHO));
  }

  @Test
  void whoeverAnswersAnswersGetsNoneInTheEnd() {
    options.received(DO, TelnetOptions.BINARY);
    int answered = 0;
    while (answered < 1_000
        && options.received(answered % 2 == 0 ? DONT : DO, TelnetOptions.BINARY).length > 0) {
      answered++;
    }
    assertThat(answered).isBetween(50, 200);
    // A client may wait for a sign all the same.
    assertThat(options.received(DO, TelnetOptions.TIMING_MARK)).isNotEmpty();
  }
}
