package io.drinkd.bench;

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

/** What can be measured, the appliance among them. The order is that of the tables. */
enum Contender {
  APPLIANCE("appliance"),
  MINA_TUNED("MINA tuned"),
  MINA_STOCK("MINA stock"),
  NETTY("Netty"),
  THREAD_EACH("thread each"),
  PYTHON("Python"),
  C_EPOLL("C epoll"),
  APPLIANCE_TLS("appliance TLS"),
  MINA_TLS("MINA SslFilter");

  private static final Pattern LISTENING = Pattern.compile("listening on 127\\.0\\.0\\.1:(\\d+)");
  private static final String SOURCES = "contender/";

  private final String shown;

  Contender(String shown) {
    this.shown = shown;
  }

  String shown() {
    return shown;
  }

  /** Whether it is slow at first, until Java has compiled it. */
  boolean compilesAtRun() {
    return this != PYTHON && this != C_EPOLL;
  }

  /**
   * Starts it in a process of its own.
   *
   * @param members how many members the appliance has
   */
  Server start(Plan plan, Request request, int members)
      throws IOException, InterruptedException, TimeoutException {
    String reply = request.constantReply();
    HouseShape house = HouseShape.of(members, 1);
    return switch (this) {
      case APPLIANCE -> appliance(plan, house);
      case APPLIANCE_TLS -> appliance(plan, house.withTls(ServerCertificate.make(plan.folder())));
      case MINA_TUNED -> constant(plan, java("MinaTuned", reply));
      case MINA_TLS -> minaTls(plan, reply);
      case MINA_STOCK -> constant(plan, java("MinaStock", reply));
      case NETTY -> constant(plan, java("Netty", reply));
      case THREAD_EACH -> constant(plan, java("ThreadEach", reply));
      case PYTHON ->
          constant(plan, List.of("python3", source(plan, "selectors_server.py").toString(), reply));
      case C_EPOLL -> constant(plan, List.of(compiled(plan).toString(), reply));
    };
  }

  private static Server appliance(Plan plan, HouseShape shape)
      throws IOException, InterruptedException, TimeoutException {
    return new ApplianceServer(House.open(plan.home(), plan.folder().resolve("commands"), shape));
  }

  private Server minaTls(Plan plan, String reply)
      throws IOException, InterruptedException, TimeoutException {
    ServerCertificate certificate = ServerCertificate.make(plan.folder());
    String store = certificate.store().toString();
    return constant(
        plan,
        java("MinaTuned", reply, store, ServerCertificate.PASSWORD),
        address -> TlsWire.to(address, certificate.trust()));
  }

  private Server constant(Plan plan, List<String> command)
      throws IOException, InterruptedException, TimeoutException {
    return constant(plan, command, PlainWire::to);
  }

  private interface WireKind {
    Wire to(InetSocketAddress address) throws IOException;
  }

  private Server constant(Plan plan, List<String> command, WireKind wire)
      throws IOException, InterruptedException, TimeoutException {
    ChildProcess process = ChildProcess.start(plan.folder().resolve(name() + ".log"), command);
    int port = Integer.parseInt(process.await(LISTENING).group(1));
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return new ConstantServer(() -> wire.to(address), process);
  }

  /** With the same heap and collector as the appliance. */
  private static List<String> java(String main, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xms48m",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Contender.class.getPackageName() + ".contender." + main));
    command.addAll(List.of(arguments));
    return command;
  }

  private static Path source(Plan plan, String name) throws IOException {
    Path file = plan.folder().resolve(name);
    try (InputStream source = Contender.class.getResourceAsStream(SOURCES + name)) {
      Files.copy(source, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }

  private static Path compiled(Plan plan)
      throws IOException, InterruptedException, TimeoutException {
    Path program = plan.folder().resolve("epoll_server");
    Path source = source(plan, "epoll_server.c");
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
    public Talk talk(int number, Request request) {
      // Answered once, so that a handshake is over before anything is measured.
      return new Talk(false, List.of(request.name()), request.name());
    }

    @Override
    public void close() {
      process.close();
    }
  }

  /** The appliance; each connection is another member, at a machine. */
  private record ApplianceServer(House house) implements Server {

    @Override
    public Wire dial() throws IOException {
      return house.dial();
    }

    @Override
    public ChildProcess process() {
      return house.appliance();
    }

    @Override
    public Talk talk(int number, Request request) {
      return new Talk(
          true,
          List.of("IBUTTON " + House.ibutton(number), "MACHINE " + House.machine(0)),
          request.name());
    }

    @Override
    public void close() {
      house.close();
    }
  }
}
