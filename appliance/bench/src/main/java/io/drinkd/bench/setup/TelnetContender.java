package io.drinkd.bench.setup;

import io.drinkd.bench.load.PlainWire;
import io.drinkd.bench.load.Script;
import io.drinkd.bench.load.Wire;
import io.drinkd.bench.setup.ApplianceContender.ApplianceServer;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;

/** A build's appliance with a listener for telnet beside the other. */
public record TelnetContender(Build build) implements Contender {

  /** What a session of telnet asks first. */
  private static final String FIRST_QUESTION = "Name: ";

  @Override
  public String shown() {
    return build.shown();
  }

  @Override
  public boolean compilesAtRun() {
    return true;
  }

  @Override
  public TelnetServer start(Path folder, Request request, int members)
      throws IOException, InterruptedException, TimeoutException {
    SetupShape shape = SetupShape.of(members, 1).withTelnet();
    BenchSetup setup = BenchSetup.open(build, build.folder().resolve("telnet"), shape);
    return new TelnetServer(new ApplianceServer(setup), setup.telnet());
  }

  /** The running appliance. */
  public record TelnetServer(ApplianceServer server, InetSocketAddress telnet) implements Server {

    @Override
    public Wire dial() throws IOException {
      return server.dial();
    }

    /** Opens one more session of telnet. */
    public Wire dialTelnet() throws IOException {
      return PlainWire.to(telnet);
    }

    /** Receives all up to the first question. */
    public static void awaitQuestion(Wire wire) throws IOException {
      StringBuilder shown = new StringBuilder();
      ByteBuffer read = ByteBuffer.allocate(Wire.READ_BYTES);
      while (shown.indexOf(FIRST_QUESTION) < 0) {
        if (wire.read(read.clear()) < 0) {
          throw new EOFException("the server closed after \"" + shown + "\"");
        }
        shown.append(StandardCharsets.ISO_8859_1.decode(read.flip()));
      }
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
      server.close();
    }
  }
}
