package io.drinkd.appliance.telnet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Random input: negotiation, keys, answers to the menu, and bytes that mean nothing. */
final class FuzzKeys {

  private static final String[] ANSWERS = {
    "1\r",
    "2\r",
    "d\r",
    "3\r\0",
    "4\r\n",
    "poor\n",
    "5\r",
    "6\r",
    "\r",
    "yes\r",
    "bob\r",
    "9999999\r"
  };

  private FuzzKeys() {}

  static byte[] keys(Random random, int pieces) {
    ByteArrayOutputStream keys = new ByteArrayOutputStream();
    for (int i = 0; i < pieces; i++) {
      switch (random.nextInt(6)) {
        case 0 -> {
          keys.write(TelnetDecoder.IAC);
          keys.write(TelnetDecoder.SUBNEGOTIATION_END + random.nextInt(16));
          keys.write(random.nextInt(256));
        }
        case 1 -> {
          keys.write(TelnetDecoder.IAC);
          keys.write(TelnetDecoder.SUBNEGOTIATION);
          for (int length = random.nextInt(24); length > 0; length--) {
            keys.write(random.nextInt(256));
          }
        }
        case 2 -> keys.write(random.nextInt(256));
        case 3 -> keys.write(random.nextInt(32));
        default -> {
          byte[] answer =
              ANSWERS[random.nextInt(ANSWERS.length)].getBytes(StandardCharsets.US_ASCII);
          keys.write(answer, 0, answer.length);
        }
      }
    }
    return keys.toByteArray();
  }
}
