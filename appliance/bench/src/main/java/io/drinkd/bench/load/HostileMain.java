package io.drinkd.bench.load;

import io.drinkd.bench.load.HostileClients.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;

/**
 * Clients that mean no good, until the process is asked to end. Arguments: their kind, the server's
 * port, whether it greets, how many turns they do at once before they continue at their own pace.
 * Prints a line when they do, and at the end how often they did something in how long.
 */
public final class HostileMain {

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
      System.out.println("at their own pace");
      long beganNanos = System.nanoTime();
      long turns = clients.behave();
      System.out.printf(Locale.ROOT, "%d turns in %d ns%n", turns, System.nanoTime() - beganNanos);
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
