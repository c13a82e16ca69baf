package io.drinkd.bench.contender;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** What all contenders have in common. */
final class Listening {

  /** So many may connect at once; with the default of 50 a thousand clients wait for seconds. */
  static final int BACKLOG = 1_024;

  private Listening() {}

  static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  static byte[] reply(String[] arguments) {
    return arguments[0].getBytes(StandardCharsets.UTF_8);
  }

  static void say(int port) {
    System.out.println("listening on 127.0.0.1:" + port);
  }

  /** How many of the bytes end a line. */
  static int lines(byte[] bytes, int length) {
    int lines = 0;
    for (int i = 0; i < length; i++) {
      lines += bytes[i] == '\n' ? 1 : 0;
    }
    return lines;
  }
}
