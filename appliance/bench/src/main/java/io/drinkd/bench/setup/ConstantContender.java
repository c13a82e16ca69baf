package io.drinkd.bench.setup;

import io.drinkd.bench.load.PlainWire;
import io.drinkd.bench.load.Script;
import io.drinkd.bench.load.TlsWire;
import io.drinkd.bench.load.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** Servers that answer each line with the same bytes. The order is that of the tables. */
public enum ConstantContender implements Contender {
  MINA_TUNED("MINA tuned"),
  MINA_STOCK("MINA stock"),
  NETTY("Netty"),
  THREAD_EACH("thread each"),
  PYTHON("Python"),
  C_EPOLL("C epoll"),
  MINA_TLS("MINA SslFilter");

  private static final Pattern LISTENING = Pattern.compile("listening on 127\\.0\\.0\\.1:(\\d+)");

  /** Where the programs are. */
  private static final String PROGRAMS = "io.drinkd.bench.contender.";

  private static final String SOURCES = "/io/drinkd/bench/contender/";

  private final String shown;

  ConstantContender(String shown) {
    this.shown = shown;
  }

  @Override
  public String shown() {
    return shown;
  }

  @Override
  public boolean compilesAtRun() {
    return this != PYTHON && this != C_EPOLL;
  }

  @Override
  public Server start(Path folder, Request request, int members)
      throws IOException, InterruptedException, TimeoutException {
    String reply = request.constantReply();
    return switch (this) {
      case MINA_TUNED -> constant(folder, java("MinaTuned", reply));
      case MINA_TLS -> minaTls(folder, reply);
      case MINA_STOCK -> constant(folder, java("MinaStock", reply));
      case NETTY -> constant(folder, java("Netty", reply));
      case THREAD_EACH -> constant(folder, java("ThreadEach", reply));
      case PYTHON -> {
        Path program = source(folder, "selectors_server.py");
        yield constant(folder, List.of("python3", program.toString(), reply));
      }
      case C_EPOLL -> constant(folder, List.of(compiled(folder).toString(), reply));
    };
  }

  private Server minaTls(Path folder, String reply)
      throws IOException, InterruptedException, TimeoutException {
    ServerCertificate certificate = ServerCertificate.make(folder);
    String store = certificate.store().toString();
    return constant(
        folder,
        java("MinaTuned", reply, store, ServerCertificate.PASSWORD),
        address -> TlsWire.to(address, certificate.trust()));
  }

  private Server constant(Path folder, List<String> command)
      throws IOException, InterruptedException, TimeoutException {
    return constant(folder, command, PlainWire::to);
  }

  interface WireKind {
    Wire to(InetSocketAddress address) throws IOException;
  }

  private Server constant(Path folder, List<String> command, WireKind wire)
      throws IOException, InterruptedException, TimeoutException {
    return started(folder.resolve(name() + ".log"), command, wire);
  }

  /** Starts a program that says where it listens. */
  static Server started(Path log, List<String> command, WireKind wire)
      throws IOException, InterruptedException, TimeoutException {
    ChildProcess process = ChildProcess.start(log, command);
    int port = Integer.parseInt(process.await(LISTENING).group(1));
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return new ConstantServer(() -> wire.to(address), process);
  }

  /** With the same heap and collector as the appliance. */
  static List<String> java(String main, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xms48m",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                PROGRAMS + main));
    command.addAll(List.of(arguments));
    return command;
  }

  private static Path source(Path folder, String name) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream source = ConstantContender.class.getResourceAsStream(SOURCES + name)) {
      Files.copy(source, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }

  private static Path compiled(Path folder)
      throws IOException, InterruptedException, TimeoutException {
    Path program = folder.resolve("epoll_server");
    Path source = source(folder, "epoll_server.c");
    Process compiler =
        new ProcessBuilder("gcc", "-O2", "-o", program.toString(), source.toString())
            .inheritIO()
            .start();
    if (compiler.waitFor() != 0) {
      throw new IOException(source + " could not be compiled");
    }
    return program;
  }

  /** A server that answers every line with the same. */
  private record ConstantServer(Wire.Dialer dialer, ChildProcess process) implements Server {

    @Override
    public Wire dial() throws IOException {
      return dialer.dial();
    }

    @Override
    public Script script(int number, Request request) {
      return request.script();
    }

    @Override
    public void close() {
      process.close();
    }
  }
}
