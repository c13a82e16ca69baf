package io.drinkd.bench.setup;

import io.drinkd.bench.setup.ApplianceContender.ApplianceServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;

/** A build's appliance whose web door is open, and asked for nothing. */
public record OpenDoorContender(Build build) implements Contender {

  @Override
  public String shown() {
    return build.shown() + ", web open";
  }

  @Override
  public boolean compilesAtRun() {
    return true;
  }

  @Override
  public Server start(Path folder, Request request, int members)
      throws IOException, InterruptedException, TimeoutException {
    SetupShape shape = SetupShape.of(members, 1).withWeb();
    return new ApplianceServer(BenchSetup.open(build, build.folder().resolve("open-door"), shape));
  }
}
