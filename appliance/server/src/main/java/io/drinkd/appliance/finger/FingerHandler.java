package io.drinkd.appliance.finger;

import io.drinkd.appliance.net.Connection;
import io.drinkd.appliance.net.ConnectionHandler;
import io.drinkd.appliance.net.ConnectionRefusal;
import io.drinkd.appliance.net.LineParser;
import io.drinkd.appliance.net.ProtocolHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.mina.core.filterchain.IoFilterChain;

/** The protocol at one listener. */
record FingerHandler(FingerAnswers answers, Duration idleBound) implements ProtocolHandler {

  static final LineParser PARSER = new Parser();

  /** A line to a question. */
  private static final class Parser implements LineParser {

    @Override
    public Optional<FingerQuery> parse(byte[] bytes, int from, int to) {
      return Optional.of(
          FingerQuery.of(new String(bytes, from, to - from, StandardCharsets.UTF_8)));
    }

    /** Nothing here has so long a name, so what it begins with is answered in the same way. */
    @Override
    public FingerQuery tooLong(byte[] bytes, int from, int to) {
      return FingerQuery.of(new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }
  }

  @Override
  public Optional<LineParser> lines() {
    return Optional.of(PARSER);
  }

  @Override
  public ConnectionHandler begin(Connection connection, IoFilterChain chain) {
    FingerFilter finger = new FingerFilter(connection, answers, idleBound);
    chain.addLast("finger", finger);
    return finger;
  }

  @Override
  public byte[] refusal(ConnectionRefusal why) {
    return FingerText.bytes(
        List.of(
            switch (why) {
              case ADDRESS_NOT_ALLOWED -> "Your address may not ask here.";
              case TOO_MANY_CONNECTIONS -> "Too many ask at once; try again in a moment.";
            }));
  }
}
