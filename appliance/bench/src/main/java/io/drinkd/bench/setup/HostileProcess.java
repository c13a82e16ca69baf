package io.drinkd.bench.setup;

import io.drinkd.bench.load.HostileClients.Kind;
import io.drinkd.bench.load.HostileMain;
import io.drinkd.bench.load.Wire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A thousand clients that mean no good, in a process of their own, so that they hold up the server
 * and not the client that measures it. Whether the machine lets them do what they are to do shows
 * {@link #pace}.
 */
public final class HostileProcess implements AutoCloseable {

  private static final Pattern GOING_ON = Pattern.compile("at their own pace");
  private static final Pattern TURNS = Pattern.compile("(\\d+) turns in (\\d+) ns");

  private final Kind kind;
  private final ChildProcess process;
  private double turnsASecond;

  private HostileProcess(Kind kind, ChildProcess process) {
    this.kind = kind;
    this.process = process;
  }

  /**
   * Connects them, and has them begin.
   *
   * @param rush how many turns they do as fast as they can, before this returns
   */
  public static HostileProcess start(Path folder, Server server, Kind kind, int rush)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            // Compiles little and soon, and then leaves the processors to the others.
            "-XX:TieredStopAtLevel=1",
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            HostileMain.class.getName(),
            kind.name(),
            String.valueOf(port(server)),
            String.valueOf(server.script(0, Request.VERSION).greeted()),
            String.valueOf(rush));
    HostileProcess hostile =
        new HostileProcess(kind, ChildProcess.start(folder.resolve("hostile.log"), command));
    try {
      hostile.process.await(GOING_ON);
      return hostile;
    } catch (IOException | InterruptedException e) {
      hostile.process.close();
      throw e;
    }
  }

  private static int port(Server server) throws IOException {
    try (Wire wire = server.dial()) {
      return ((InetSocketAddress) wire.channel().getRemoteAddress()).getPort();
    }
  }

  /** Ends them. */
  @Override
  public void close() throws IOException {
    process.close();
    Matcher turns = TURNS.matcher(process.text());
    if (!turns.find()) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "clients that were to %s could not; their output: %s",
              kind.shown(),
              process.text()));
    }
    turnsASecond = Long.parseLong(turns.group(1)) / (Long.parseLong(turns.group(2)) / 1e9);
  }

  /** How often they did something since they had begun; to be asked when they are closed. */
  public double turnsASecond() {
    return turnsASecond;
  }

  /** Which part that is of what they were to do; 1 if they were to do nothing. */
  public double pace() {
    double wanted = kind.turnsOfAllASecond();
    return wanted == 0 ? 1 : turnsASecond / wanted;
  }
}
