package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drinkd.appliance.config.ApplianceSettings;
import io.drinkd.appliance.config.SettingsException;
import io.drinkd.appliance.config.SettingsReader;
import io.drinkd.appliance.config.TestCertificate;
import io.drinkd.appliance.control.DataFolder;
import io.drinkd.appliance.plugin.PluginJar;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.TestSettings;
import io.drinkd.appliance.store.TestBooks;
import io.drinkd.driver.SessionSource;
import io.drinkd.driver.SystemTimers;
import io.drinkd.driver.Timers;
import io.drinkd.driver.link.BoardConnector;
import io.drinkd.driver.link.BoardTls;
import io.drinkd.driver.testkit.BoardModel;
import io.drinkd.driver.testkit.ManualTimers;
import io.drinkd.driver.testkit.SimulatedBoard;
import io.drinkd.driver.testkit.SimulatedBoardOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.textline.TextLineCodecFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Boards whose link is TLS, with the real jars of their drivers: one with a link that is held, and
 * one with a connection for each order.
 */
class TlsBoardsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long HOUR_MILLIS = 3_600_000;

  @TempDir Path temporary;

  private final List<AutoCloseable> opened = new ArrayList<>();
  private TestCertificate own;

  @BeforeEach
  void makeCertificate() throws Exception {
    own = TestCertificate.make("EC");
    new ConfigurationFolder(temporary);
    Files.createDirectory(temporary.resolve("tls"));
    trust(own);
  }

  @AfterEach
  void close() throws Exception {
    Collections.reverse(opened);
    for (AutoCloseable one : opened) {
      one.close();
    }
  }

  private <T extends AutoCloseable> T keep(T one) {
    opened.add(one);
    return one;
  }

  private void trust(TestCertificate trusted) throws Exception {
    trusted.write(temporary.resolve("tls/board.pem"), temporary.resolve("key.pem"));
  }

  private SimulatedBoard board(BoardModel model) throws IOException {
    return keep(
        SimulatedBoard.listen(
            new SimulatedBoardOptions("says the board")
                .model(model)
                .stock(5)
                .motorTime(Duration.ofMillis(1))));
  }

  private void machine(BoardModel model, int port, String tls) throws IOException {
    Files.writeString(
        temporary.resolve("machines/d.yaml"),
        """
        name: Machine d
        location: here
        driver: %s
        connect: 127.0.0.1:%d
        tls: %s
        password: { env: PASSWORD }
        slots: [{ slot: 1, item: Coke, price: 10, count: 5 }]
        """
            .formatted(model, port, tls));
  }

  private ApplianceSettings read() {
    return new SettingsReader(Protocols.declared(), Map.of("PASSWORD", "says the board"))
        .read(temporary);
  }

  private Appliance start() throws Exception {
    Path drivers = Files.createDirectories(temporary.resolve("drivers"));
    for (String model : List.of("tini390", "bubbler")) {
      PluginJar.put(PluginJar.built(model), drivers, model + ".jar");
    }
    try (DataFolder data = DataFolder.take(temporary.resolve("data"));
        SystemTimers timers = Timers.system("timers");
        Services books =
            Services.openBooks(TestBooks.begun(data.path()), TestSettings.MEMBERS, timers)) {
      ApplianceWithBoards.add(books, "member", false, 100);
    }
    return keep(Appliance.start(read(), List.of(drivers)));
  }

  private static String reason(Appliance appliance) {
    return appliance.services().foundation().machines().find("d").orElseThrow().statusReason();
  }

  private static void awaitReason(Appliance appliance, String regex) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(reason(appliance)).matches(regex));
  }

  @ParameterizedTest
  @EnumSource(names = {"TINI390", "BUBBLER"})
  void membersDrinkOverTls(BoardModel model) throws Exception {
    SimulatedBoard board = board(model);
    TlsFront front = keep(new TlsFront(own, board.port()));
    machine(model, front.port(), "{ trust: tls/board.pem }");
    Appliance appliance = start();

    try (MemberSession member = MemberSession.loggedIn(appliance.port("sunday"), "member", "d")) {
      await().atMost(PATIENCE).until(() -> isUp(member));
      for (int can = 1; can <= 3; can++) {
        assertThat(member.ask("DROP 1")).isEqualTo("OK Credits remaining: " + (100 - can * 10));
      }
    }
    assertThat(board.cansFallen()).isEqualTo(3);
  }

  private static boolean isUp(MemberSession member) throws IOException {
    boolean up = member.ask("MACHINES").endsWith(" up");
    member.line();
    return up;
  }

  @ParameterizedTest
  @EnumSource(names = {"TINI390", "BUBBLER"})
  void aBoardWithAnotherCertificateIsRefused(BoardModel model) throws Exception {
    TlsFront front = keep(new TlsFront(TestCertificate.make("RSA"), board(model).port()));
    machine(model, front.port(), "{ trust: tls/board.pem }");

    awaitReason(
        start(),
        "TLS with 127\\.0\\.0\\.1:[0-9]+: found the certificate of CN=RSA, issued by CN=RSA, expected"
            + " one that tls/board.pem vouches for; if it is the board's, add it or its issuer's to"
            + " that file");
  }

  @ParameterizedTest
  @EnumSource(names = {"TINI390", "BUBBLER"})
  void aBoardWithAnotherNameIsRefused(BoardModel model) throws Exception {
    TlsFront front = keep(new TlsFront(own, board(model).port()));
    machine(model, front.port(), "{ trust: tls/board.pem, name: cola.example.net }");

    awaitReason(
        start(),
        "TLS with 127\\.0\\.0\\.1:[0-9]+: found a certificate for localhost, 127\\.0\\.0\\.1, expected"
            + " one for cola\\.example\\.net; correct name: below tls: of the machine's file, or renew"
            + " it on the board");
  }

  @Test
  void aNameOfTheCertificateThatIsNotTheHostIsAccepted() throws Exception {
    SimulatedBoard board = board(BoardModel.TINI390);
    TlsFront front = keep(new TlsFront(own, board.port()));
    machine(BoardModel.TINI390, front.port(), "{ trust: tls/board.pem, name: localhost }");

    awaitReason(start(), "logged in");
  }

  @Test
  void anExpiredCertificateIsRefusedThoughTheFileHasIt() throws Exception {
    long now = System.currentTimeMillis();
    TestCertificate old =
        TestCertificate.make("EC", new Date(now - 2 * HOUR_MILLIS), new Date(now - HOUR_MILLIS));
    trust(old);
    TlsFront front = keep(new TlsFront(old, board(BoardModel.TINI390).port()));
    machine(BoardModel.TINI390, front.port(), "{ trust: tls/board.pem }");

    awaitReason(
        start(),
        "TLS with .*: found the certificate of CN=EC, which expired on [0-9-]+, expected a valid"
            + " one; renew it on the board");
  }

  @Test
  void aBoardWithoutTlsIsRefused() throws Exception {
    machine(BoardModel.TINI390, board(BoardModel.TINI390).port(), "{ trust: tls/board.pem }");

    awaitReason(
        start(),
        "TLS with .*: found an answer that is no TLS, expected a board that speaks TLS 1.3 or 1.2;"
            + " correct connect:, or remove tls: from the machine's file");
  }

  @Test
  void aMachineWithoutTlsMeetsABoardThatHasIt() throws Exception {
    TlsFront front = keep(new TlsFront(own, board(BoardModel.TINI390).port()));
    machine(BoardModel.TINI390, front.port(), "{ trust: tls/board.pem }");
    Path file = temporary.resolve("machines/d.yaml");
    Files.writeString(file, Files.readString(file).replaceFirst("tls: .*\n", ""));

    awaitReason(start(), "no login within 10 s");
  }

  private List<String> mistakes() {
    try {
      read();
      return List.of();
    } catch (SettingsException e) {
      return e.getMessage().lines().map(line -> line.replace(temporary.toString(), "")).toList();
    }
  }

  private String mistake(String tls) throws IOException {
    machine(BoardModel.TINI390, 4343, tls);
    List<String> mistakes = mistakes();
    assertThat(mistakes).hasSize(1);
    return mistakes.get(0);
  }

  @Test
  void mistakesInTheFileAreFoundWithoutConnecting() throws Exception {
    assertThat(mistake("{ trust: tls/none.pem }"))
        .isEqualTo(
            "/machines/d.yaml: tls.trust: found no file /tls/none.pem, expected certificates in PEM"
                + " (-----BEGIN CERTIFICATE-----): the board's own, or its issuer's");
    Files.writeString(temporary.resolve("tls/empty.pem"), "nothing\n");
    assertThat(mistake("{ trust: tls/empty.pem }"))
        .startsWith("/machines/d.yaml: tls.trust: found a file ");
    assertThat(mistake("{ name: cola.example.net }"))
        .startsWith("/machines/d.yaml: tls.trust: found nothing, expected ");
    assertThat(mistake("{ trust: tls/board.pem, name: \"a b\" }"))
        .startsWith(
            "/machines/d.yaml: tls.name: found \"a b\", expected a host name or an address");
    assertThat(mistake("{ trust: tls/board.pem, names: x }"))
        .startsWith("/machines/d.yaml: tls.names: found an unknown key");
    machine(BoardModel.TINI390, 4343, "yes");
    assertThat(mistakes().get(0))
        .isEqualTo("/machines/d.yaml: tls: found \"yes\", expected further keys, indented");
  }

  @Test
  void onlyABoardThatIsDialledHasIt() throws Exception {
    machine(BoardModel.TINI390, 4343, "{ trust: tls/board.pem }");
    Path file = temporary.resolve("machines/d.yaml");
    Files.writeString(file, Files.readString(file).replaceFirst("connect: .*", "accept: true"));
    Files.writeString(
        temporary.resolve("appliance.yaml"),
        Files.readString(temporary.resolve("appliance.yaml"))
            + "boards: { accept: { port: 0 } }\n");

    assertThat(mistakes())
        .containsExactly(
            "/machines/d.yaml: tls: found it beside accept: true, expected connect: with it, or"
                + " accept: without");
  }

  @Test
  void itIsShownWithTheNameThatHolds() throws Exception {
    machine(BoardModel.TINI390, 4343, "{ trust: tls/board.pem }");

    assertThat(
            new SettingsReader(Protocols.declared(), Map.of("PASSWORD", "says the board"))
                .held(temporary, new ArrayList<>()))
        .filteredOn(held -> held.key().startsWith("tls."))
        .extracting(held -> held.key() + "=" + held.value())
        .containsExactlyInAnyOrder("tls.trust=tls/board.pem", "tls.name=127.0.0.1");
  }

  @Test
  void anotherCertificateInTheFileReconnectsTheBoard() throws Exception {
    TlsFront front = keep(new TlsFront(own, board(BoardModel.TINI390).port()));
    machine(BoardModel.TINI390, front.port(), "{ trust: tls/board.pem }");
    Appliance appliance = start();
    awaitReason(appliance, "logged in");

    trust(TestCertificate.make("RSA"));
    appliance.change(read());

    awaitReason(appliance, "TLS with .* expected one that tls/board.pem vouches for.*");
  }

  /** What a source of sessions reports. */
  private static final class Reasons implements SessionSource.SessionHandler {

    private final BlockingQueue<String> all = new LinkedBlockingQueue<>();

    @Override
    public void opened(IoSession session) {
      all.add("opened");
    }

    @Override
    public void received(IoSession session, Object message) {
      all.add("received");
    }

    @Override
    public void closed(IoSession session, String reason) {
      all.add("closed");
    }

    @Override
    public void failed(String reason, Duration nextTryIn) {
      all.add(reason);
    }
  }

  @Test
  void aBoardThatIsSilentInTheHandshakeIsGivenUpAfterTenSeconds() throws Exception {
    ManualTimers timers = new ManualTimers();
    Reasons reasons = new Reasons();
    ServerSocket silent = keep(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    BoardConnector connector = keep(new BoardConnector());
    connector
        .dial(
            "127.0.0.1",
            silent.getLocalPort(),
            new BoardTls("localhost", "board.pem", List.of(own.certificate())),
            timers,
            Runnable::run)
        .visit(new TextLineCodecFactory(), reasons);
    await().atMost(PATIENCE).until(() -> timers.waiting() == 1);

    timers.advance(Duration.ofSeconds(10));

    assertThat(reasons.all.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .startsWith("TLS with 127.0.0.1:" + silent.getLocalPort() + ": found no handshake within");
    await().atMost(PATIENCE).until(() -> timers.waiting() == 0);
  }

  @Test
  void anAttemptThatIsEndedInTheHandshakeLeavesNothing() throws Exception {
    ManualTimers timers = new ManualTimers();
    Reasons reasons = new Reasons();
    ServerSocket silent = keep(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    BoardConnector connector = keep(new BoardConnector());
    SessionSource.Subscription attempt =
        connector
            .dial(
                "127.0.0.1",
                silent.getLocalPort(),
                new BoardTls("localhost", "board.pem", List.of(own.certificate())),
                timers,
                Runnable::run)
            .visit(new TextLineCodecFactory(), reasons);
    Socket link = keep(silent.accept());
    await().atMost(PATIENCE).until(() -> timers.waiting() == 1);

    attempt.close();

    link.getInputStream().readAllBytes();
    await().atMost(PATIENCE).until(() -> timers.waiting() == 0);
    assertThat(reasons.all).isEmpty();
  }
}
