package io.drinkd.bench.setup;

import io.drinkd.bench.load.Script;
import io.drinkd.bench.load.Wire;
import io.drinkd.bench.setup.ApplianceContender.ApplianceServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** A build's appliance with a listener for metrics, which are read from it every five seconds. */
public record WatchedContender(Build build) implements Contender {

  private static final Pattern METRICS = Pattern.compile("metrics on 127\\.0\\.0\\.1:(\\d+)");

  @Override
  public String shown() {
    return build.shown() + ", metrics on";
  }

  @Override
  public boolean compilesAtRun() {
    return true;
  }

  @Override
  public Server start(Path folder, Request request, int members)
      throws IOException, InterruptedException, TimeoutException {
    BenchSetup setup =
        BenchSetup.open(
            build, build.folder().resolve("watched"), SetupShape.of(members, 1).withMetrics());
    int port = Integer.parseInt(setup.appliance().await(METRICS).group(1));
    return new WatchedServer(new ApplianceServer(setup), new Reader(port));
  }

  /** A monitoring system. */
  private static final class Reader implements AutoCloseable {

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private final URI address;

    Reader(int port) {
      address = URI.create("http://127.0.0.1:" + port + "/metrics");
      executor.scheduleAtFixedRate(this::read, 1, 5, TimeUnit.SECONDS);
    }

    private void read() {
      try (InputStream in = address.toURL().openStream()) {
        in.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException("the metrics cannot be read", e);
      }
    }

    @Override
    public void close() {
      executor.shutdownNow();
    }
  }

  private record WatchedServer(ApplianceServer server, Reader reader) implements Server {

    @Override
    public Wire dial() throws IOException {
      return server.dial();
    }

    @Override
    public ChildProcess process() {
      return server.process();
    }

    @Override
    public Script script(int number, Request request) {
      return server.script(number, request);
    }

    @Override
    public void close() {
      reader.close();
      server.close();
    }
  }
}
