package io.drinkd.bench.setup;

import io.drinkd.bench.load.PlainWire;
import io.drinkd.bench.load.Script;
import io.drinkd.bench.load.Wire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;

/** A build's appliance that is asked through its web door. */
public record WebContender(Build build) implements Contender {

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
    return new WebServer(setup, setup.web());
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
