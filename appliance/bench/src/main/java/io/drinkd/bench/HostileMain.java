package io.drinkd.bench;

import io.drinkd.bench.HostileClients.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Clients that mean no good, until the process is told to end. Arguments: their kind, the server's
 * port, whether it greets, how many turns they do at once before they go on at their own pace. Says
 * when they go on, and at the end how often they did something within how many seconds.
 */
final class HostileMain {

  private HostileMain() {}

  public static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(arguments[1]);
    InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    Thread main = Thread.currentThread();
    try (HostileClients clients =
        new HostileClients(
            Kind.valueOf(arguments[0]),
            () -> PlainWire.to(server),
            Boolean.parseBoolean(arguments[2]))) {
      clients.rush(Integer.parseInt(arguments[3]));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(clients, main)));
      System.out.println("going on");
      long beganNanos = System.nanoTime();
      long turns = clients.behave();
      System.out.printf("%d turns in %d ns%n", turns, System.nanoTime() - beganNanos);
    }
  }

  /** The process ends when this returns, so it waits for the last word. */
  private static void end(HostileClients clients, Thread main) {
    clients.stop();
    try {
      main.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
