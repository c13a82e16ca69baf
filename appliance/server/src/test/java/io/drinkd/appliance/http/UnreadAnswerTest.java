package io.drinkd.appliance.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.config.ListenerSettings;
import io.drinkd.appliance.config.ProtocolDeclaration;
import io.drinkd.appliance.config.TestListener;
import io.drinkd.appliance.net.SharedSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

/** Whoever sends what is no request is answered, however long that takes and whoever comes next. */
class UnreadAnswerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final ListenerSettings ONE_PLACE =
      TestListener.of(
          ProtocolDeclaration.of("web", SharedSettings.IDLE),
          "connections: { all: 4, per-address: 1 }");

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch answering = new CountDownLatch(1);

  /** Nothing but what is no request gets here, and waits until it may be answered. */
  private boolean refuse(Request request, Response response, Callback callback) throws Exception {
    asked.countDown();
    assertThat(answering.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return new PlainErrors().handle(request, response, callback);
  }

  private HttpDoor.Answers answers() {
    Handler nothing =
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            return false;
          }
        };
    return new HttpDoor.Answers(nothing, this::refuse, UriCompliance.DEFAULT);
  }

  private static Socket connect(HttpDoor door) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.port());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    return socket;
  }

  @Test
  void doesNotGiveWayBeforeItIsAnswered() throws Exception {
    HttpDoor door =
        HttpDoor.open(ONE_PLACE, new HttpDoor.Shape(2, PATIENCE, List.of()), this::answers);
    try (Socket first = connect(door)) {
      first.getOutputStream().write("nonsense\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(asked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

      try (Socket second = connect(door)) {
        assertThat(second.getInputStream().read()).isEqualTo(-1);
      }
      answering.countDown();

      assertThat(new String(first.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .startsWith("HTTP/1.1 400 ");
    } finally {
      answering.countDown();
      door.close();
    }
  }
}
