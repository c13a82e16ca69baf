package io.drinkd.appliance.sunday;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/**
 * Lines that no client should send: random bytes, likely requests with bytes changed, and likely
 * requests in an order that makes no sense. No QUIT, for what follows it is not read. The same seed
 * gives the same lines.
 */
final class FuzzLines {

  /** {@code %d} is a number that no other line has, {@code %s} one of a few. */
  private static final List<String> LIKELY =
      List.of(
          "USER poor",
          "PASS \"poor's password\"",
          "USER name%d",
          "PASS password%d",
          "IBUTTON 01ab23cd",
          "IBUTTON 0123456789abcdef",
          "MACHINE d",
          "MACHINE name%d",
          "MACHINES",
          "STAT",
          "STAT %s",
          "TEMP",
          "LOCATION",
          "DROP %s",
          "DROP 1 0",
          "DROP 1 0 key%d",
          "RAND",
          "CANCEL",
          "GETBALANCE",
          "GETBALANCE bob",
          "SENDCREDITS 1 name%d",
          "SENDCREDITS %s bob key=k%d",
          "HISTORY 3",
          "WATCH",
          "WATCH %d",
          "UNWATCH",
          "UPTIME",
          "VERSION",
          "WHOAMI",
          "ACCTMGRCHK",
          "SERVERSTAT",
          "HELP \"%d\"",
          "ADDCREDITS bob 1000 why not",
          "ADDCREDITS carol 5 key=k%s",
          "ADDUSER new%s",
          "CHPASS new%s \"\"",
          "RMUSER new%s",
          "EDITUSER new%s %s true",
          "SETADMIN new%s 0",
          "QUERYADMIN name%d",
          "ISVALIDUSER name%d",
          "EDITSLOT %s \"Coke %d\" 50 9 0 1",
          "LOG line %d",
          "LOG",
          "INDOUBT",
          "RESOLVE %s dropped why",
          "CODE 1 2",
          "SHUTDOWN -r");

  private final Random random;

  FuzzLines(long seed) {
    random = new Random(seed);
  }

  /**
   * Some lines, each with its line feed.
   *
   * @param first the number of the first of them
   */
  byte[] lines(int first, int count) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      lines.writeBytes(line(first + i));
      lines.write('\n');
    }
    return lines.toByteArray();
  }

  private byte[] line(int number) {
    if (random.nextInt(4) == 0) {
      byte[] bytes = new byte[random.nextInt(random.nextInt(50) == 0 ? 3_000 : 100)];
      random.nextBytes(bytes);
      return bytes;
    }
    String likely =
        LIKELY
            .get(random.nextInt(LIKELY.size()))
            .replace("%d", "" + number)
            .replace("%s", "" + random.nextInt(6));
    byte[] bytes = likely.getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(3); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }
}
