package io.drinkd.bench.setup;

import io.drinkd.bench.load.PlainWire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;

/**
 * Jetty with a handler that answers every request as an appliance has just answered it: with the
 * same headers and the same body, byte for byte, and with nothing done to find them.
 *
 * @param own the appliance, started before it
 */
public record BareJettyContender(WebContender own) implements Contender {

  @Override
  public String shown() {
    return "bare Jetty";
  }

  @Override
  public boolean compilesAtRun() {
    return true;
  }

  @Override
  public Server start(Path folder, Request request, int members)
      throws IOException, InterruptedException, TimeoutException {
    return ConstantContender.started(
        folder.resolve("BARE_JETTY.log"),
        ConstantContender.java("BareJetty", own.answer()),
        PlainWire::to);
  }
}
