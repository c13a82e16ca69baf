package io.drinkd.bench.setup;

import io.drinkd.bench.load.PlainWire;
import io.drinkd.bench.load.Script;
import io.drinkd.bench.load.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** A build's appliance that is asked through its web door. */
public record WebContender(Build build) implements Contender {

  private static final Pattern WEB = Pattern.compile("web on 127\\.0\\.0\\.1:(\\d+)");

  @Override
  public String shown() {
    return build.shown() + ", web";
  }

  @Override
  public boolean compilesAtRun() {
    return true;
  }

  @Override
  public Server start(Path folder, Request request, int members)
      throws IOException, InterruptedException, TimeoutException {
    SetupShape shape = SetupShape.of(1, 1).withWeb();
    BenchSetup setup = BenchSetup.open(build, build.folder().resolve("web"), shape);
    int port = Integer.parseInt(setup.appliance().await(WEB).group(1));
    return new WebServer(setup, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  private record WebServer(BenchSetup setup, InetSocketAddress address) implements Server {

    @Override
    public Wire dial() throws IOException {
      return PlainWire.to(address);
    }

    @Override
    public ChildProcess process() {
      return setup.appliance();
    }

    @Override
    public Script script(int number, Request request) {
      return request.script();
    }

    @Override
    public void close() {
      setup.close();
    }
  }
}
