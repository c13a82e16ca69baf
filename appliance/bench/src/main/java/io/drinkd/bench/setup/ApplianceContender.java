package io.drinkd.bench.setup;

import io.drinkd.bench.load.Script;
import io.drinkd.bench.load.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;

/**
 * A build's appliance; each connection is another member, at a machine.
 *
 * @param tls whether its listener speaks TLS
 */
public record ApplianceContender(Build build, boolean tls) implements Contender {

  @Override
  public String shown() {
    return build.shown();
  }

  @Override
  public boolean compilesAtRun() {
    return true;
  }

  @Override
  public Server start(Path folder, Request request, int members)
      throws IOException, InterruptedException, TimeoutException {
    SetupShape plain = SetupShape.of(members, 1);
    SetupShape shape = tls ? plain.withTls(ServerCertificate.make(folder)) : plain;
    return new ApplianceServer(BenchSetup.open(build, build.folder().resolve("server"), shape));
  }

  record ApplianceServer(BenchSetup setup) implements Server {

    @Override
    public Wire dial() throws IOException {
      return setup.dial();
    }

    @Override
    public ChildProcess process() {
      return setup.appliance();
    }

    @Override
    public Script script(int number, Request request) {
      return BenchSetup.script(number, 0, request.name());
    }

    @Override
    public void close() {
      setup.close();
    }
  }
}
