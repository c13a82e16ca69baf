package io.drinkd.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;

/** What can be measured, the appliance among them. The order is that of the tables. */
enum Contender {
  APPLIANCE("appliance"),
  MINA_TUNED("MINA tuned"),
  MINA_STOCK("MINA stock"),
  NETTY("Netty"),
  THREAD_EACH("thread each"),
  PYTHON("Python"),
  C_EPOLL("C epoll");

  private static final Pattern LISTENING = Pattern.compile("listening on 127\\.0\\.0\\.1:(\\d+)");
  private static final String SOURCES = "contender/";

  private final String shown;

  Contender(String shown) {
    this.shown = shown;
  }

  String shown() {
    return shown;
  }

  /**
   * Starts it in a process of its own.
   *
   * @param members how many members the appliance has
   */
  Server start(Plan plan, Request request, int members) throws IOException, InterruptedException {
    if (this == APPLIANCE) {
      return new ApplianceServer(
          House.open(plan.home(), plan.folder().resolve("commands"), members, 1));
    }
    String reply = request.constantReply();
    List<String> command =
        switch (this) {
          case MINA_TUNED -> java("MinaTuned", reply);
          case MINA_STOCK -> java("MinaStock", reply);
          case NETTY -> java("Netty", reply);
          case THREAD_EACH -> java("ThreadEach", reply);
          case PYTHON -> List.of("python3", source(plan, "selectors_server.py").toString(), reply);
          case C_EPOLL -> List.of(compiled(plan).toString(), reply);
          case APPLIANCE -> throw new IllegalStateException("started above");
        };
    ChildProcess process = ChildProcess.start(plan.folder().resolve(name() + ".log"), command);
    int port = Integer.parseInt(process.await(LISTENING).group(1));
    return new ConstantServer(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), process);
  }

  /** With the same heap and collector as the appliance. */
  private static List<String> java(String main, String reply) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-Xmx256m",
        "-cp",
        System.getProperty("java.class.path"),
        Contender.class.getPackageName() + ".contender." + main,
        reply);
  }

  private static Path source(Plan plan, String name) throws IOException {
    Path file = plan.folder().resolve(name);
    try (InputStream source = Contender.class.getResourceAsStream(SOURCES + name)) {
      Files.copy(source, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }

  private static Path compiled(Plan plan) throws IOException, InterruptedException {
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
  private record ConstantServer(InetSocketAddress address, ChildProcess process) implements Server {

    @Override
    public Talk talk(int number, Request request) {
      return new Talk(false, List.of(), request.name(), request.replyLines());
    }

    @Override
    public void close() {
      process.close();
    }
  }

  /** The appliance; each connection is another member, at a machine. */
  private record ApplianceServer(House house) implements Server {

    @Override
    public InetSocketAddress address() {
      return house.address();
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
          request.name(),
          request.replyLines());
    }

    @Override
    public void close() {
      house.close();
    }
  }
}
